import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { issueCertificate, publicKeyInfoOf } from '../../../functions/results/pades/authority/certificate-authority.ts';
import type { ExternalSigner } from '../../../functions/results/pades/sign/external-signer.ts';
import { signPdf } from '../../../functions/results/pades/sign/sign-pdf.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { developmentPki, signingTime } from '../../support/pades/development-pki.ts';
import { inTemporaryFolder } from '../../support/pades/oracles.ts';
import { valueOfOutcome } from '../../support/pades/outcomes.ts';
import { makePdf } from '../../support/pades/pdf-files.ts';
import { requestFor } from '../../support/pades/scenario.ts';
import { testWith } from '../../support/programs.ts';

const pki = developmentPki();

testWith('openssl').each(['brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512r1'])(
  'a signature that openssl makes on the curve %s holds',
  async (namedCurve) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve });
    const signer: ExternalSigner = {
      certificate: issueCertificate(pki.issuing, {
        subject: { commonName: 'Người ký', country: 'VN' },
        publicKey: publicKeyInfoOf(privateKey),
        profile: 'signer',
        notBefore: new Date('2026-01-01T00:00:00Z'),
        notAfter: new Date('2028-01-01T00:00:00Z'),
      }),
      chain: [pki.issuing.certificate],
      algorithm: 'ECDSA_SHA_256',
      ecdsaEncoding: 'der',
      sign: async (digest) =>
        inTemporaryFolder((folder) => {
          const file = join(folder, 'key.pem');
          writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }));
          const args = ['pkeyutl', '-sign', '-inkey', file, '-pkeyopt', 'digest:sha256'];
          return execFileSync('openssl', args, { input: digest });
        }),
    };
    const { pdf } = valueOfOutcome(await signPdf(makePdf(), requestFor(0), signer));
    expect(verifyPdf(pdf, { roots: pki.roots, now: signingTime }).verdict).toBe('valid');
  },
);
