import { DAY_MS, MINUTE_MS } from '../../../shared/kernel/time.ts';

/** How long a code may be used. */
const CODE_VALID_MS = 5 * MINUTE_MS;

/** How often a code may be tried: with six digits, a guess succeeds 5 times in a million. */
const CODE_TRIES = 5;

/** How long after a code the next may be sent. */
const RESEND_AFTER_MS = 30_000;

/** How many codes may be sent for one dossier, whoever asks and from wherever: it bounds both guesses and SMS. */
const SENDING_LIMITS = [
  { withinMs: 60 * MINUTE_MS, codes: 5 },
  { withinMs: DAY_MS, codes: 10 },
] as const;

/** The download code of a dossier. The digits are not in it: they follow from the nonce and the installation's secret. */
export interface DownloadCode {
  /** Undefined once the code was used. */
  readonly nonce: string | undefined;
  readonly expiresAt: number;
  readonly triesLeft: number;
  /** When codes were sent, oldest first, for as long as it matters. */
  readonly sentAt: readonly number[];
}

/** When the next code may be sent: 30 s after the last one, and once fewer than each limit lie within its time. 0: at once. */
export const nextSendingAt = (code: DownloadCode | undefined): number => {
  const sent = code?.sentAt ?? [];
  const waits = [{ withinMs: RESEND_AFTER_MS, codes: 1 }, ...SENDING_LIMITS];
  return Math.max(0, ...waits.map(({ withinMs, codes }) => (sent.at(-codes) ?? -withinMs) + withinMs));
};

/** The code that takes the place of an earlier one. */
export const nextCode = (code: DownloadCode | undefined, nonce: string, now: number): DownloadCode => ({
  nonce,
  expiresAt: now + CODE_VALID_MS,
  triesLeft: CODE_TRIES,
  sentAt: [...(code?.sentAt ?? []).filter((at) => now - at < DAY_MS), now],
});

/** What became of a try; `sentAt` is when the code was asked for: `expired` where there is no code to try, `exhausted` where its tries are used up. */
export type Redemption =
  | { readonly outcome: 'accepted'; readonly sentAt: number }
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  | { readonly outcome: 'expired' }
  | { readonly outcome: 'exhausted' };

/** Why a code that was not used cannot be tried now; undefined where it can. */
export const unusable = (
  code: DownloadCode,
  now: number,
): Extract<Redemption, { outcome: 'expired' | 'exhausted' }> | undefined => {
  if (now >= code.expiresAt) return { outcome: 'expired' };
  return code.triesLeft <= 0 ? { outcome: 'exhausted' } : undefined;
};

/** The code after one try: used up where the digits were right, one try poorer where they were not. */
export const afterTry = (code: DownloadCode, right: boolean): DownloadCode =>
  right ? { ...code, nonce: undefined } : { ...code, triesLeft: code.triesLeft - 1 };
