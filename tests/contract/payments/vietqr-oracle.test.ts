import * as fc from 'fast-check';
import { Banks, QRPay } from 'vietnam-qr-pay';
import { expect, test } from 'vitest';
import { bankOf } from '../../../functions/payments/providers/banks.ts';
import { manifestOf } from '../../../functions/payments/providers/manifests.ts';
import { transferCode } from '../../../functions/payments/providers/viet-qr.ts';
import { readVietQr } from '../../../functions/sandbox/domain/emv-code.ts';
import { cases } from '../../support/cases.ts';

/** MoMo's number is that of a wallet. */
const bins = [...new Set(Banks.map(({ bin }) => bin).filter((bin) => bin !== '' && bin !== '971025'))];

const transfer = fc.record({
  bankBin: fc.constantFrom(...bins),
  accountNumber: fc.stringMatching(/^[A-Za-z0-9]{1,19}$/),
  amountVnd: fc.integer({ min: 1, max: 499_999_999 }),
  memo: fc.stringMatching(/^[A-Z0-9]{1,25}$/),
});

test('a code is the one that an independent package makes, and that package and a bank’s app read it', () => {
  fc.assert(
    fc.property(transfer, (given) => {
      const { bankBin, accountNumber: bankNumber, amountVnd, memo: purpose } = given;
      const code = transferCode(given);
      expect(code).toBe(QRPay.initVietQR({ bankBin, bankNumber, amount: String(amountVnd), purpose }).build());
      expect(new QRPay(code)).toMatchObject({
        isValid: true,
        amount: String(amountVnd),
        consumer: { bankBin, bankNumber },
        additionalData: { purpose },
      });
      const { bankBin: bin, ...said } = given;
      expect(readVietQr(code)).toEqual({ bin, ...said });
    }),
    cases(300),
  );
});

test('a code with any one character changed is read by no bank’s app as the same', () => {
  const code = transferCode({
    bankBin: '970436',
    accountNumber: '0021000123456',
    amountVnd: 150_000,
    memo: 'MCW23456789ABCDE',
  });
  for (let at = 0; at < code.length; at += 1) {
    const other = code[at] === '7' ? '8' : '7';
    expect(readVietQr(code.slice(0, at) + other + code.slice(at + 1))).toBeUndefined();
  }
  for (const none of ['', '0002', code.slice(0, -4), `${code}00`, 'xyz']) expect(readVietQr(none)).toBeUndefined();
});

test('the banks are those of the list, each with a name', () => {
  for (const bin of bins) expect([bin, bankOf(bin)]).toEqual([bin, expect.stringMatching(/^\S.*\S$/)]);
  for (const bin of ['', '970400x', '000000', 'toString', '__proto__']) expect(bankOf(bin)).toBeUndefined();
  expect(bankOf('970436')).toBe('Vietcombank');
});

test.each(['sepay', 'vietqr'] as const)(
  '%s takes no account of a bank that is on no list, nor a number that a code cannot hold',
  async (name) => {
    const credentials = { accountNumber: '0021000123456', accountName: 'UBND', bankBin: '970436' };
    const schema = (await manifestOf(name)).credentials();
    const more = name === 'sepay' ? { apiKey: 'key' } : {};
    const isTaken = (changes: object) => schema.safeParse({ ...credentials, ...more, ...changes }).success;
    expect(isTaken({})).toBe(true);
    for (const bankBin of ['970499', '97043', 'Vietcombank', '']) expect(isTaken({ bankBin })).toBe(false);
    for (const accountNumber of ['', '0021 000', '1'.repeat(20), '1-2']) expect(isTaken({ accountNumber })).toBe(false);
    expect(isTaken({ webhookUrl: 'x' })).toBe(false);
  },
);
