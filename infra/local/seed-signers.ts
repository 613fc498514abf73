import type { ApiClient } from './api-client.ts';
import { sampleSeal, sampleSignature } from './sample-images.ts';

/** A sample agency, and where the signing service of its stack's sandbox is reached. */
export interface SampleSigning {
  readonly agencyCode: string;
  readonly origin: string;
}

const nameOf = (agencyCode: string): string => agencyCode.toLowerCase().replaceAll('.', '-');

/**
 * Has an agency's results signed by an officer at the played signing service, which approves at once, then sealed by the installation's
 * key, both shown as Decree 30/2020 has them, with a QR code, to last (B-LTA).
 */
export async function seedSigners(
  api: ApiClient,
  operator: string,
  { agencyCode, origin }: SampleSigning,
): Promise<void> {
  const name = nameOf(agencyCode);
  const [officer, seal] = [`officer-${name}`, `seal-${name}`];
  await api.send(operator, 'PUT', `/v1/signers/${officer}`, {
    ...{ agencyCode, role: 'officer', by: 'csc', label: 'Nguyễn Văn An, chủ tịch' },
    image: sampleSignature.toString('base64'),
    csc: {
      url: `${origin}/sandbox/csc`,
      clientId: 'motcua',
      clientSecret: 'sandbox',
      credentialId: name.toUpperCase(),
    },
  });
  await api.send(operator, 'PUT', `/v1/signers/${seal}`, {
    ...{ agencyCode, role: 'agency', by: 'kms', label: 'Con dấu' },
    image: sampleSeal.toString('base64'),
  });
  await api.send(operator, 'PUT', `/v1/agencies/${agencyCode}/signing-plan`, {
    level: 'B-LTA',
    signatures: [
      { role: 'officer', signerId: officer, panel: 'decree30' },
      { role: 'agency', signerId: seal, panel: 'decree30' },
    ],
    qr: true,
  });
}
