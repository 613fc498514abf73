import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { beforeAll, describe, expect, test } from 'vitest';
import { kmsSeal, kmsSealKey } from '../../../functions/results/adapters/kms-seal.ts';
import { tableTrustStore } from '../../../functions/results/adapters/table-trust-store.ts';
import { pemOf } from '../../../functions/results/pades/x509/pem.ts';
import { emulatorConfig, emulatorEndpoint } from '../../support/emulator.ts';
import { installedAuthority } from '../../support/installed-authority.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { NOON } from '../../support/results-house.ts';
import { signerSuite } from '../../support/signer-suite.ts';
import { certified, laterSigner, memorySeal } from '../../support/signers.ts';
import { playedService, REMOTE_OFFICER, signersAt } from '../../support/signing-service.ts';

describe('a key in memory, which signs at once', () => {
  signerSuite({ make: async () => ({ signer: memorySeal(), settle: async () => undefined }), now: NOON });
});

describe('a person in memory, who signs later', () => {
  signerSuite({
    async make() {
      const { signer, sign } = laterSigner('Nguyễn Văn A');
      return { signer, settle: sign };
    },
    now: NOON,
  });
});

describe('the credential of a signing service, whose owner answers later', () => {
  signerSuite({
    async make() {
      const { services, roots } = await installedAuthority(NOON);
      const service = playedService(services, { now: NOON });
      await service.choose('NVA-01', 'slow');
      const { signers } = signersAt((call) => service.answer(call), { now: NOON });
      const signer = await signers(REMOTE_OFFICER, roots);
      if (!signer.ok) throw new Error(JSON.stringify(signer.failure));
      return { signer: signer.value, settle: () => service.choose('NVA-01', 'approve') };
    },
    now: NOON,
  });
});

describe.skipIf(!emulatorEndpoint)('the seal in KMS', () => {
  const client = new KMSClient(emulatorConfig());
  const agency = { role: 'agency', field: 'AgencySeal' };
  let keyId = '';

  /** The seal, with a certificate for the public key of `certifiedKeyId`. */
  const sealWith = async (certifiedKeyId: string) => {
    const trust = tableTrustStore(memoryTable());
    const publicKey = await kmsSealKey(client, certifiedKeyId).publicKey();
    const { certificate, roots } = certified(publicKey, 'Dấu Sở Tư pháp', NOON);
    await trust.putSeal({ certificatePem: pemOf('CERTIFICATE', certificate), chainPem: '' });
    await trust.putAnchors({ rootsPem: roots.map((root) => pemOf('CERTIFICATE', root)).join('') });
    return kmsSeal(client, keyId, trust, () => NOON);
  };
  const newKey = async () => {
    const made = await client.send(new CreateKeyCommand({ KeySpec: 'RSA_3072', KeyUsage: 'SIGN_VERIFY' }));
    return made.KeyMetadata?.KeyId ?? '';
  };

  beforeAll(async () => {
    keyId = await newKey();
  });

  signerSuite({
    async make() {
      const seal = await (await sealWith(keyId)).signerOf(agency);
      if (!seal.ok) throw new Error(JSON.stringify(seal.failure));
      return { signer: seal.value, settle: async () => undefined };
    },
    now: NOON,
  });

  test('signs for the agency and as nobody else', async () => {
    const seals = await sealWith(keyId);
    expect(await seals.signerOf({ role: 'officer', field: 'Officer' })).toMatchObject({
      failure: { kind: 'not_configured' },
    });
  });

  test('is never used with a certificate of another key', async () => {
    const seals = await sealWith(await newKey());
    expect(await seals.signerOf(agency)).toMatchObject({ failure: { kind: 'not_configured' } });
  });
});
