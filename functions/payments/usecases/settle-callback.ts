import type { RecordedBy } from '../../../shared/kernel/book.ts';
import { DAY_MS, type Instant } from '../../../shared/kernel/time.ts';
import type { Callback, Merchant, Merchants, PaymentLedger, ProviderMessage, Verdict } from '../ports.ts';
import { recordCallback, type Settlement } from './record-callback.ts';
import { verifyMessage } from './verify-message.ts';

/** What became of a provider's message: the verdict that it is answered by, and each of its notices. */
export interface Settled {
  readonly verdict: Verdict;
  readonly notices: readonly Settlement[];
}

/** How bad a verdict is: what is to be sent again comes before what a person must look at, before what is done. */
const badness = {
  our_fault: 7,
  malformed: 6,
  bad_signature: 5,
  unknown_merchant: 4,
  unknown_reference: 3,
  mismatch: 2,
  recorded: 1,
  repeated: 0,
} satisfies Record<Verdict, number>;

/** How long after its end a merchant's callbacks are believed: refunds and late transfers come for months. */
const AFTER_END_MS = 180 * DAY_MS;

const isHeard = ({ endedAt }: Merchant, at: Instant): boolean => endedAt === undefined || at < endedAt + AFTER_END_MS;

/** The verdict on a whole message: its worst notice's. One without a notice says nothing new. */
export const worstOf = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.reduce((worst, verdict) => (badness[verdict] > badness[worst] ? verdict : worst), 'repeated');

/**
 * Takes a provider's callback: believes it only under the merchant's signature, and keeps each of its notices, one after another; where
 * one cannot be kept the provider sends all again, and what was kept is a repeat. An unknown merchant, and one that was ended long
 * ago, is refused from its row, before any secret is read.
 */
export const settleCallback = ({
  ledger,
  merchants,
}: {
  readonly ledger: PaymentLedger;
  readonly merchants: Merchants;
}) => {
  const verify = verifyMessage({ merchants });
  const record = recordCallback(ledger);

  const settleAll = async (merchant: Merchant, callbacks: readonly Callback[], by: RecordedBy): Promise<Settled> => {
    const notices: Settlement[] = [];
    for (const callback of callbacks) notices.push(await record(merchant, callback, by));
    return { verdict: worstOf(notices.map(({ verdict }) => verdict)), notices };
  };

  return async (
    to: { readonly provider: string; readonly merchant: string },
    message: ProviderMessage,
    requestId: string,
  ): Promise<Settled> => {
    const merchant = await merchants.find(to.provider, to.merchant);
    if (!merchant || !isHeard(merchant, message.receivedAt)) return { verdict: 'unknown_merchant', notices: [] };
    const verified = await verify(merchant, message);
    if (verified.ok) return settleAll(merchant, verified.value, { recordedBy: merchant.provider, requestId });
    const verdict = verified.failure === 'wrong_merchant' ? 'unknown_merchant' : verified.failure;
    return { verdict, notices: [] };
  };
};
