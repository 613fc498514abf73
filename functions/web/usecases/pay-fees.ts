import { exemptionOf } from '../../../shared/kernel/fee-exemptions.ts';
import type { PaymentId } from '../../../shared/kernel/ids.ts';
import type { WayToPay } from '../../../shared/kernel/payment-providers.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { hourAndDate, type Instant } from '../../../shared/kernel/time.ts';
import { feeWords, returningWords, standingOf } from '../domain/fee-standing.ts';
import type { FeeLine } from '../pages/fee-lines.ts';
import type { FeeView, PayView } from '../pages/pay.ts';
import type { Agencies, Destination, Dossiers, Fee, FeeItem, Fees } from '../ports.ts';

interface Ports {
  readonly dossiers: Dossiers;
  readonly fees: Fees;
}

/** Any text may be the id of a fee that is kept; most are none. */
const keptId = (text: string): PaymentId => text as PaymentId;

const unknown = () => fail({ kind: 'not_found', what: 'page' } as const);

/** A transfer that was begun, where it may still be made. */
const begunTransfer = ({ begunTransfer: begun }: Fee, now: Instant): string | undefined =>
  begun && now < begun.expiresAt ? begun.reference : undefined;

const lineOf = ({ name, amountVnd, fullAmountVnd, exemption }: FeeItem): FeeLine => ({
  name,
  amountVnd,
  exemption:
    exemption && fullAmountVnd !== undefined
      ? { fullVnd: fullAmountVnd, of: exemptionOf(exemption.kind), legalBasis: exemption.legalBasis }
      : undefined,
});

const feeView = (fee: Fee, ways: readonly WayToPay[], now: Instant): FeeView => {
  const standing = standingOf(fee, now);
  return {
    paymentId: fee.paymentId,
    lines: fee.items.map(lineOf),
    amountVnd: fee.amountVnd,
    dueVnd: fee.amountVnd - fee.receivedVnd,
    standing,
    state: fee.state,
    flags: fee.flags,
    told: standing === 'payable' ? returningWords(fee) : feeWords(standing, fee),
    receipts: fee.receipts,
    isBegun: fee.isBegun,
    hasFailed: fee.hasFailed,
    begunTransfer: begunTransfer(fee, now),
    ways,
    until: hourAndDate(fee.expiresAt),
  };
};

/** A dossier's fees, newest first, for the holder of its token. `press` names the buttons that are shown. */
export const showFees =
  ({ dossiers, agencies, fees }: Ports & { readonly agencies: Agencies }) =>
  async (token: string, press: string, now: Instant, trouble?: PayView['trouble']): Promise<Result<PayView>> => {
    const dossier = await dossiers.ofToken(token, now);
    if (!dossier) return unknown();
    const { dossierCode, agencyCode, procedureName } = dossier;
    const [agency, known] = await Promise.all([agencies.named(agencyCode), fees.ofDossier(dossierCode)]);
    const ways = await fees.waysOf(known.filter((fee) => standingOf(fee, now) === 'payable'));
    const views = known.map((fee) => feeView(fee, ways.get(fee.paymentId) ?? [], now)).reverse();
    return ok({ token, dossierCode, procedureName, agency, fees: views, press, trouble });
  };

/** Where the holder of a dossier's token pays one of its fees. The same press again answers the same attempt. */
export const startPayment =
  ({ dossiers, fees }: Ports) =>
  async (
    token: string,
    pressed: {
      /** As the form brought it. */
      readonly paymentId: string;
      readonly provider: string | undefined;
      readonly press: string;
      readonly payerIp: string;
      readonly now: Instant;
      readonly requestId: string;
    },
  ): Promise<Result<Destination>> => {
    const dossier = await dossiers.ofToken(token, pressed.now);
    if (!dossier) return unknown();
    return fees.startPayment({ ...pressed, dossierCode: dossier.dossierCode, paymentId: keptId(pressed.paymentId) });
  };
