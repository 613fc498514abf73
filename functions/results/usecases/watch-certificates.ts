import { DAY_MS, type Instant } from '../../../shared/kernel/time.ts';
import { certifiedSigner } from '../domain/signer-certificate.ts';
import type { TrustStore } from '../ports.ts';
import type { SignerRows } from '../signer-ports.ts';

/** A certificate whose end is near, or past: whose it is, and how many whole days are left. */
export interface EndingCertificate {
  /** `seal`, or the id of a signer. */
  readonly of: string;
  readonly daysLeft: number;
}

/** People are told so many days before the end, and each day of the last week and after it. */
const TOLD_BEFORE: readonly number[] = [60, 30];
const EVERY_DAY_FROM = 7;

const PAGE = 200;

const daysLeft = (pems: { readonly certificatePem: string; readonly chainPem?: string | undefined }, now: Instant) => {
  const read = certifiedSigner(pems.certificatePem, pems.chainPem);
  return read.ok ? Math.floor((read.value.certificate.notAfter.getTime() - now) / DAY_MS) : undefined;
};

/** The certificates of the seal and of signers in force whose end people are told of on a day. */
export const endingCertificates =
  ({
    trust,
    signerRows,
  }: {
    readonly trust: Pick<TrustStore, 'seal'>;
    readonly signerRows: Pick<SignerRows, 'list'>;
  }) =>
  async (now: Instant): Promise<readonly EndingCertificate[]> => {
    const found: EndingCertificate[] = [];
    const look = (of: string, pems: Parameters<typeof daysLeft>[0] | undefined): void => {
      const left = pems && daysLeft(pems, now);
      if (left !== undefined && (left <= EVERY_DAY_FROM || TOLD_BEFORE.includes(left)))
        found.push({ of, daysLeft: left });
    };
    look('seal', await trust.seal());
    let after: string | undefined;
    do {
      const page = await signerRows.list({ after, limit: PAGE });
      for (const { signerId, certificatePem, chainPem, endedAt } of page.items)
        if (certificatePem !== undefined && endedAt === undefined) look(signerId, { certificatePem, chainPem });
      after = page.after;
    } while (after !== undefined);
    return found;
  };
