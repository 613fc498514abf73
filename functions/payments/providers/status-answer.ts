import type { Verdict } from '../ports.ts';

const statuses = {
  recorded: 200,
  repeated: 200,
  mismatch: 200,
  unknown_reference: 200,
  unknown_merchant: 404,
  bad_signature: 400,
  malformed: 400,
  our_fault: 500,
} satisfies Record<Verdict, number>;

/** The status for a provider that reads nothing else: 200 for what is kept or would be the same again, so that it comes no more. */
export const statusOf = (verdict: Verdict): number => statuses[verdict];
