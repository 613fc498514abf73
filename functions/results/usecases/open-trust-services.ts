import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import {
  authorityFromPem,
  createSigningKey,
  issueCertificate,
  publicKeyInfoOf,
} from '../pades/authority/certificate-authority.ts';
import { answerOcspRequest } from '../pades/authority/ocsp-responder.ts';
import { answerTimestampRequest } from '../pades/authority/timestamp-authority.ts';
import type { AuthorityVault } from '../ports.ts';

/** The development authority as a time-stamp authority and an OCSP responder: DER in, DER out, never an exception. */
export interface TrustServices {
  /** TimeStampReq to TimeStampResp (RFC 3161). */
  timestamp(request: Uint8Array, now: number): Uint8Array;
  /** OCSPRequest to OCSPResponse (RFC 6960). Nothing the authority issued is ever revoked. */
  ocsp(request: Uint8Array, now: number): Uint8Array;
}

const AUTHORITY_DAYS = 10 * 365;
const ANSWER_DAYS = 7;
const CLOCK_SLACK_MS = 3_600_000;

/**
 * Opens the services with a fresh time-stamping key: every token carries its certificate, so none needs to be kept.
 * `not_configured` before the seal was set up. `serialNumber` must never repeat.
 */
export const openTrustServices =
  ({ vault, serialNumber }: { readonly vault: AuthorityVault; readonly serialNumber: () => bigint }) =>
  async (crlUrl: string, now: number): Promise<Result<TrustServices>> => {
    const kept = await vault.read();
    if (!kept) return fail({ kind: 'not_configured', detail: 'there is no development authority' });
    const root = authorityFromPem(kept);
    const privateKey = createSigningKey();
    const certificate = issueCertificate(root, {
      subject: { commonName: 'Dấu thời gian phát triển motcua', country: 'VN' },
      publicKey: publicKeyInfoOf(privateKey),
      profile: 'timestamp',
      notBefore: new Date(now - CLOCK_SLACK_MS),
      notAfter: new Date(now + AUTHORITY_DAYS * DAY_MS),
      crlUrl,
    });
    const authority = { certificate, privateKey, chain: [] };
    return ok({
      timestamp: (request, at) =>
        answerTimestampRequest(authority, request, { now: new Date(at), serialNumber: serialNumber() }),
      ocsp: (request, at) =>
        answerOcspRequest(root, request, {
          now: new Date(at),
          nextUpdate: new Date(at + ANSWER_DAYS * DAY_MS),
          statusOf: () => 'good',
        }),
    });
  };
