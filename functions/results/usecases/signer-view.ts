import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { certificateView, certifiedSigner } from '../domain/signer-certificate.ts';
import type { SignerRow } from '../domain/signers.ts';

const ofCertificate = ({ certificatePem, chainPem }: SignerRow) => {
  const read = certificatePem === undefined ? undefined : certifiedSigner(certificatePem, chainPem);
  if (!read?.ok) return {};
  const { notBefore, notAfter, ...shown } = certificateView(read.value.certificate);
  const during = { notBefore: toOffsetDateTime(notBefore.getTime()), notAfter: toOffsetDateTime(notAfter.getTime()) };
  return { certificate: { ...shown, ...during } };
};

/** A signer as operators see it: with what its certificate says, never with a secret. */
export const signerView = (signer: SignerRow) => {
  const { endedAt, ...row } = signer;
  return {
    ...row,
    ...ofCertificate(signer),
    ...(endedAt === undefined ? {} : { endedAt: toOffsetDateTime(endedAt) }),
  };
};
