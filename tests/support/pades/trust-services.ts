import {
  type Authority,
  issueCertificate,
  publicKeyInfoOf,
} from '../../../functions/results/pades/authority/certificate-authority.ts';
import { answerOcspRequest, type SerialStatus } from '../../../functions/results/pades/authority/ocsp-responder.ts';
import { issueCrl, type RevokedCertificate } from '../../../functions/results/pades/authority/revocation-list.ts';
import {
  answerTimestampRequest,
  type TimestampAuthority,
} from '../../../functions/results/pades/authority/timestamp-authority.ts';
import type { RevocationSource } from '../../../functions/results/pades/revocation/gather.ts';
import type { ExtensionOptions } from '../../../functions/results/pades/sign/extend.ts';
import type { TimestampClient } from '../../../functions/results/pades/tsp/timestamp-client.ts';
import { crlUrl, type DevelopmentPki, keyOf, ocspUrl, rootCrlUrl, signingTime } from './development-pki.ts';

const day = 24 * 60 * 60 * 1000;

/** The moment so many days after the tests sign. */
export const daysLater = (days: number): Date => new Date(signingTime.getTime() + days * day);

/** Time stamps, CRLs and OCSP answers of a development authority at a clock that tests turn. */
export class TrustServices {
  now = signingTime;
  /** False: OCSP is down and only CRLs answer. */
  ocspAnswers = true;
  readonly revoked: RevokedCertificate[] = [];
  readonly #pki: DevelopmentPki;
  readonly #responder: { certificate: Uint8Array; privateKey: ReturnType<typeof keyOf> };
  #serial = 1n;

  constructor(pki: DevelopmentPki, options: { readonly withoutNoCheck?: boolean } = {}) {
    this.#pki = pki;
    const privateKey = keyOf('p256', 'ocsp');
    const certificate = issueCertificate(pki.issuing, {
      subject: { commonName: 'Trả lời OCSP thử nghiệm', country: 'VN' },
      publicKey: publicKeyInfoOf(privateKey),
      profile: 'ocsp',
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2046-01-01T00:00:00Z'),
      withoutNoCheck: options.withoutNoCheck,
      crlUrl,
    });
    this.#responder = { certificate, privateKey };
  }

  /** A time-stamp authority below the root, or below the given authority. */
  timestampAuthority(
    options: { label?: string; below?: Authority; notAfter?: Date; enclosed?: boolean } = {},
  ): TimestampAuthority {
    const { label = 'dấu thời gian', below = this.#pki.root, enclosed = true } = options;
    const privateKey = keyOf('p256', label);
    const certificate = issueCertificate(below, {
      subject: { commonName: `TSA ${label} thử nghiệm`, organization: 'Trung tâm CNTT (thử nghiệm)', country: 'VN' },
      publicKey: publicKeyInfoOf(privateKey),
      profile: 'timestamp',
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: options.notAfter ?? new Date('2036-01-01T00:00:00Z'),
      crlUrl: below === this.#pki.root ? rootCrlUrl : crlUrl,
    });
    return { certificate, privateKey, chain: enclosed && below !== this.#pki.root ? [below.certificate] : [] };
  }

  client(
    authority: TimestampAuthority = this.timestampAuthority(),
    more: Partial<TimestampClient> = {},
  ): TimestampClient {
    return {
      request: async (request) =>
        answerTimestampRequest(authority, request, { now: this.now, serialNumber: this.#serial++ }),
      now: () => this.now,
      roots: this.#pki.roots,
      ...more,
    };
  }

  crl(authority: Authority, thisUpdate = this.now): Uint8Array {
    return issueCrl(authority, {
      thisUpdate,
      nextUpdate: new Date(thisUpdate.getTime() + 30 * day),
      number: this.#serial++,
      revoked: this.revoked,
    });
  }

  ocsp(request: Uint8Array): Uint8Array {
    return answerOcspRequest(this.#responder, request, {
      now: this.now,
      nextUpdate: new Date(this.now.getTime() + 7 * day),
      statusOf: (serialNumber) => this.#statusOf(serialNumber),
    });
  }

  get source(): RevocationSource {
    return {
      crl: async (url) =>
        url === crlUrl ? this.crl(this.#pki.issuing) : url === rootCrlUrl ? this.crl(this.#pki.root) : undefined,
      ocsp: async (url, request) => (this.ocspAnswers && url === ocspUrl ? this.ocsp(request) : undefined),
    };
  }

  /** What extending a file needs, at the present clock. */
  extension(more: Partial<ExtensionOptions> = {}): ExtensionOptions {
    return {
      roots: this.#pki.roots,
      intermediates: [this.#pki.issuing.certificate],
      source: this.source,
      now: this.now,
      fileIds: [Buffer.alloc(16, 8), Buffer.alloc(16, 9)],
      ...more,
    };
  }

  #statusOf(serialNumber: bigint): SerialStatus {
    const entry = this.revoked.find((one) => one.serialNumber === serialNumber);
    return entry ? { revokedAt: entry.at } : 'good';
  }
}
