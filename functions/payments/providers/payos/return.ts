import type { KeyObject } from 'node:crypto';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import type { Callback, ProviderMessage, Refusal } from '../../ports.ts';
import { isReturnProof, returnProof } from './signature.ts';

const PROOF = 'proof';

/** Where payOS sends the browser back. It signs nothing there, so that we say ourselves which order it is that may come back. */
export function returnUrlOf(key: KeyObject, reference: string, address: string): string {
  const url = new URL(address);
  url.searchParams.set(PROOF, returnProof(key, reference));
  return url.href;
}

const outcomes: Readonly<Record<string, Callback['outcome']>> = { PAID: 'paid', CANCELLED: 'failed' };

/** The order of which a browser brings the proof, with what payOS says of it, which is not signed: a payer may deceive nobody but himself. */
export function readReturn(
  key: KeyObject,
  { query }: ProviderMessage,
): Result<Pick<Callback, 'reference' | 'outcome'>, Refusal> {
  const once = (name: string): string => (query[name]?.length === 1 ? (query[name][0] ?? '') : '');
  const reference = once('orderCode');
  if (!isReturnProof(key, reference, once(PROOF))) return fail('bad_signature');
  return ok({ reference, outcome: outcomes[once('status')] ?? 'suspected' });
}
