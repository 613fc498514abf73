import { Credential } from '../../../shared/kernel/payment-providers.ts';
import type { Creation, PostedForm } from '../domain/facts.ts';
import type { Order } from '../ports.ts';
import { bankName, bankOf } from './banks.ts';
import { transferCode } from './viet-qr.ts';

/** The credentials of a merchant that take transfers to a bank account: what a VietQR code says of it (19 characters at most). */
export const bankAccount = () => ({
  accountNumber: Credential().regex(/^[A-Za-z0-9]{1,19}$/, 'expected 1 to 19 letters and digits'),
  accountName: Credential().max(200),
  bankBin: Credential().refine(
    (bin) => bankOf(bin) !== undefined,
    'expected the number of a bank (BIN) that NAPAS knows',
  ),
});

/** A bank account that takes transfers. */
export interface BankAccount {
  readonly accountNumber: string;
  readonly accountName: string;
  readonly bankBin: string;
}

/** An order as the QR code of a transfer, by which nobody is called: the same order gives the same code. `page`: what stands beside it. */
export function transferTo(
  { accountNumber, accountName, bankBin }: BankAccount,
  { reference: memo, amountVnd }: Pick<Order, 'reference' | 'amountVnd'>,
  page: { readonly url: string; readonly form: PostedForm } | undefined = undefined,
): Creation {
  const payload = transferCode({ bankBin, accountNumber, amountVnd, memo });
  const account = { bankName: bankName(bankBin), accountNumber, accountName };
  return { kind: 'created', checkout: { kind: 'qr', payload, ...account, memo, ...page } };
}
