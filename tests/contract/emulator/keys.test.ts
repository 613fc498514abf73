import { constants, createHash, createPublicKey, verify } from 'node:crypto';
import {
  CreateKeyCommand,
  GetPublicKeyCommand,
  KMSClient,
  SignCommand,
  type SigningAlgorithmSpec,
} from '@aws-sdk/client-kms';
import { beforeAll, describe, expect, test } from 'vitest';
import { emulatorConfig, emulatorEndpoint } from '../../support/emulator.ts';

describe.skipIf(!emulatorEndpoint)('keys', () => {
  const kms = new KMSClient(emulatorConfig());
  let KeyId: string | undefined;

  beforeAll(async () => {
    const made = await kms.send(new CreateKeyCommand({ KeySpec: 'RSA_3072', KeyUsage: 'SIGN_VERIFY' }));
    KeyId = made.KeyMetadata?.KeyId;
  });

  test.each<[SigningAlgorithmSpec, number]>([
    ['RSASSA_PKCS1_V1_5_SHA_256', constants.RSA_PKCS1_PADDING],
    ['RSASSA_PSS_SHA_256', constants.RSA_PKCS1_PSS_PADDING],
  ])('RSA_3072 signs a digest with %s, and the public key verifies it', async (SigningAlgorithm, padding) => {
    const message = Buffer.from('Quyết định');
    const Message = createHash('sha256').update(message).digest();
    const { Signature } = await kms.send(new SignCommand({ KeyId, Message, MessageType: 'DIGEST', SigningAlgorithm }));
    const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId }));
    const key = createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' });
    expect(key.asymmetricKeyDetails?.modulusLength).toBe(3072);
    expect(verify('sha256', message, { key, padding, saltLength: 32 }, Buffer.from(Signature ?? []))).toBe(true);
  });
});
