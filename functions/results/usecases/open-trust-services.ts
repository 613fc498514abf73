import { createHmac, timingSafeEqual } from 'node:crypto';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/kernel/time.ts';
import type { PlayedAuthority } from '../../../shared/kernel/trust-set-up.ts';
import { type Authority, authorityFromPem, createSigningKey } from '../pades/authority/certificate-authority.ts';
import { developmentSigner } from '../pades/authority/development-signer.ts';
import { answerOcspRequest } from '../pades/authority/ocsp-responder.ts';
import { issueCrl } from '../pades/authority/revocation-list.ts';
import { answerTimestampRequest } from '../pades/authority/timestamp-authority.ts';
import { encodeTimestampRequest } from '../pades/tsp/timestamp-request.ts';
import type { AuthorityVault } from '../ports.ts';

/** The development authority as it answers validators: DER in, DER out, never an exception. Nothing it issued is ever revoked. */
export interface TrustServices {
  /** Its own certificate. */
  readonly certificate: Uint8Array;
  /** TimeStampReq to TimeStampResp (RFC 3161), by the first of its time-stamp authorities. */
  timestamp(request: Uint8Array, now: number): Uint8Array;
  /** The same by the authority of a name. */
  stampBy(name: PlayedAuthority, request: Uint8Array, now: number): Uint8Array;
  /** A sound TimeStampResp of that authority to another request: what somebody has who kept an earlier answer. */
  replayBy(name: PlayedAuthority, now: number): Uint8Array;
  /** What the signing service that is played holds. */
  readonly remote: RemoteKey;
  /** OCSPRequest to OCSPResponse (RFC 6960). */
  ocsp(request: Uint8Array, now: number): Uint8Array;
  /** The revocation list of the minute (RFC 5280), good for 24 hours: whoever asks in one minute is told the same under the same number. */
  crl(now: number): Uint8Array;
}

/** The key of a played signing service: every credential of it is by that one. */
export interface RemoteKey {
  readonly certificate: Uint8Array;
  /** ECDSA in DER over a digest of SHA-256. */
  sign(digest: Uint8Array): Promise<Uint8Array>;
  /** The same by a key that is not the certificate's. */
  signByAnother(digest: Uint8Array): Promise<Uint8Array>;
  /** What a client is let in by for an hour. */
  accessToken(now: number): string;
  /** Whether it was given in this hour or in the one before. */
  isAccessToken(text: string, now: number): boolean;
}

const ANSWER_DAYS = 7;
const CRL_DAYS = 1;
const CRL_PERIOD_MS = 60_000;

/** What somebody asked about something else. */
const EARLIER_REQUEST = encodeTimestampRequest(Buffer.alloc(32, 1), Buffer.alloc(8, 1));

const isSameText = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

const remoteKeyOf = ({ certificate, privateKey }: Authority): RemoteKey => {
  const secret = privateKey.export({ type: 'pkcs8', format: 'der' });
  const tokenOf = (hour: number): string => createHmac('sha256', secret).update(`csc ${hour}`).digest('base64url');
  const hourOf = (now: number): number => Math.floor(now / HOUR_MS);
  return {
    certificate,
    sign: developmentSigner({ privateKey, certificate }).sign,
    signByAnother: (digest) => developmentSigner({ privateKey: createSigningKey(), certificate }).sign(digest),
    accessToken: (now) => tokenOf(hourOf(now)),
    isAccessToken: (text, now) => [0, 1].some((ago) => isSameText(text, tokenOf(hourOf(now) - ago))),
  };
};

/** Opens the services with the keys that are kept. `not_configured` before the seal was set up. `serialNumber` must never repeat. */
export const openTrustServices =
  ({ vault, serialNumber }: { readonly vault: AuthorityVault; readonly serialNumber: () => bigint }) =>
  async (): Promise<Result<TrustServices>> => {
    const kept = await vault.read();
    if (!kept?.timestamp || !kept.secondTimestamp || !kept.remoteSigner)
      return fail({ kind: 'not_configured', detail: 'there is no development authority' });
    const root = authorityFromPem(kept);
    const stampers = { 'tsa-1': authorityFromPem(kept.timestamp), 'tsa-2': authorityFromPem(kept.secondTimestamp) };
    const stampBy = (name: PlayedAuthority, request: Uint8Array, now: number) =>
      answerTimestampRequest(stampers[name], request, { now: new Date(now), serialNumber: serialNumber() });
    const remote = remoteKeyOf(authorityFromPem(kept.remoteSigner));
    let list: { readonly madeFor: number; readonly der: Uint8Array } | undefined;
    return ok({
      certificate: root.certificate,
      timestamp: (request, now) => stampBy('tsa-1', request, now),
      stampBy,
      replayBy: (name, now) => stampBy(name, EARLIER_REQUEST, now),
      remote,
      ocsp: (request, now) =>
        answerOcspRequest(root, request, {
          now: new Date(now),
          nextUpdate: new Date(now + ANSWER_DAYS * DAY_MS),
          statusOf: () => 'good',
        }),
      crl(now) {
        const madeFor = now - (now % CRL_PERIOD_MS);
        if (list?.madeFor !== madeFor) {
          const nextUpdate = new Date(madeFor + CRL_DAYS * DAY_MS);
          const der = issueCrl(root, { thisUpdate: new Date(madeFor), nextUpdate, number: BigInt(madeFor) });
          list = { madeFor, der };
        }
        return list.der;
      },
    });
  };
