import { randomBytes } from 'node:crypto';
import { encodingOf, integerHexOf, parseWhole, readNode, sequenceFields, smallNumberOf } from '../der/decode.ts';
import { unsignedInteger } from '../der/encode.ts';
import { type Outcome, refuse, settled } from '../refusal.ts';
import { type Certificate, parseCertificate } from '../x509/certificate.ts';
import { digestOf } from '../x509/digest.ts';
import { findPath } from '../x509/path.ts';
import { encodeTimestampRequest } from './timestamp-request.ts';
import { readTimestampToken } from './timestamp-token.ts';

/** A time-stamp authority as the caller reaches it. */
export interface TimestampClient {
  /** Carries TimeStampReq to TimeStampResp, both DER. A rejection reaches the caller of this library unchanged. */
  request(requestDer: Uint8Array): Promise<Uint8Array>;
  /** The caller's clock, read when the answer is there. */
  now(): Date;
  /** Trust anchors, DER: where given, the authority's certificate must lead to one of them. */
  readonly roots?: readonly Uint8Array[];
  /** Certificates between the authority and its root that tokens leave out, DER. */
  readonly intermediates?: readonly Uint8Array[];
  /** The policy that is asked for and must be answered. */
  readonly policy?: string;
  /** Largest allowed distance from the caller's clock; five minutes unless given. */
  readonly maxSkewMs?: number;
  /** Eight fresh random bytes; from node:crypto unless given. */
  nonce?(): Uint8Array;
}

/** A token that passed every check, with its time. */
export interface CheckedTimestamp {
  readonly token: Uint8Array;
  readonly time: Date;
}

const maxResponseBytes = 64_000;
const defaultSkewMs = 300_000;

/** Time-stamps data (its SHA-256) and checks the answer. */
export const requestTimestamp = (client: TimestampClient, data: Uint8Array): Promise<Outcome<CheckedTimestamp>> =>
  requestTimestampOfDigest(client, digestOf('sha256', data));

/**
 * Time-stamps a SHA-256 digest. Refuses `timestamp_rejected`, `timestamp_invalid` (nonce, imprint, policy, purpose,
 * signature, untrusted or expired certificate) and `timestamp_clock_skew` (RFC 3161 section 2.4.2).
 */
export async function requestTimestampOfDigest(
  client: TimestampClient,
  digest: Uint8Array,
): Promise<Outcome<CheckedTimestamp>> {
  const nonce = client.nonce?.() ?? randomBytes(8);
  const response = await client.request(encodeTimestampRequest(digest, nonce, client.policy));
  return settled(() => checkResponse(client, response, digest, nonce));
}

function checkResponse(client: TimestampClient, response: Uint8Array, digest: Uint8Array, nonce: Uint8Array) {
  if (response.length > maxResponseBytes) refuse('timestamp_invalid', 'response too large');
  const token = readResponse(response);
  const read = settled(() => readTimestampToken(token, (name) => (name === 'sha256' ? digest : Buffer.alloc(0))));
  if (!read.ok) return refuse('timestamp_invalid', read.refusal.detail);
  const { problems, nonceHex, policy, time, signed } = read.value;
  if (problems.length > 0) refuse('timestamp_invalid', problems.join(', '));
  if (nonceHex !== integerHexOf(readNode(unsignedInteger(nonce)))) refuse('timestamp_invalid', 'nonce');
  if (client.policy && policy !== client.policy) refuse('timestamp_invalid', 'policy');
  if (Math.abs(time.getTime() - client.now().getTime()) > (client.maxSkewMs ?? defaultSkewMs))
    refuse('timestamp_clock_skew', time.toISOString());
  if (client.roots) requireTrust(client.roots, client.intermediates ?? [], signed, time);
  return { token, time };
}

/** TimeStampResp: status granted or grantedWithMods, then the token. */
function readResponse(response: Uint8Array): Uint8Array {
  const parsed = settled(() => {
    const fields = sequenceFields(parseWhole(response), 'TimeStampResp');
    const status = smallNumberOf(sequenceFields(fields.take(), 'PKIStatusInfo').take());
    const [token] = fields.rest();
    return { status, token: token && encodingOf(token) };
  });
  if (!parsed.ok) return refuse('timestamp_invalid', 'response is not DER');
  const { status, token } = parsed.value;
  return status <= 1 && token ? token : refuse('timestamp_rejected', `status ${status}`);
}

function requireTrust(
  roots: readonly Uint8Array[],
  intermediates: readonly Uint8Array[],
  signed: { readonly signerCertificate: Certificate | undefined; readonly certificates: readonly Certificate[] },
  at: Date,
): void {
  const authority = signed.signerCertificate ?? refuse('timestamp_invalid', 'no certificate');
  const anchors = roots.map(parseCertificate);
  const pool = [...signed.certificates, ...intermediates.map(parseCertificate)];
  const path = findPath(authority, pool, anchors, at);
  if (!path.ok) refuse('timestamp_invalid', path.problem);
}
