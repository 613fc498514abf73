import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { immediateSigner } from '../../../functions/results/adapters/immediate-signer.ts';
import { publicKeyInfoOf } from '../../../functions/results/pades/authority/certificate-authority.ts';
import { developmentSigner } from '../../../functions/results/pades/authority/development-signer.ts';
import { textString } from '../../../functions/results/pades/pdf/text-string.ts';
import type { Signer } from '../../../functions/results/ports.ts';
import { ORDER_LEASE_MS } from '../../../functions/results/usecases/make-signature.ts';
import { signResult } from '../../../functions/results/usecases/sign-result.ts';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { firstExtraObject, makePdf } from '../../support/pades/pdf-files.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { NOON, resultsHouse } from '../../support/results-house.ts';
import { certified, laterSigner, memorySeal } from '../../support/signers.ts';

/** A signer that gives another value each time it signs the same: an EC key. */
const changeableSigner = (): Signer => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { certificate, roots } = certified(publicKeyInfoOf(privateKey), 'Dấu Sở Tư pháp', NOON);
  return immediateSigner(developmentSigner({ privateKey, certificate }), roots);
};

/** A result whose one upload was asked for, and its agency's seal. */
const sealing = async (seal: Signer, file = simplePdf()) => {
  const rooms = resultsHouse();
  rooms.house.signers.agency = ok(seal);
  const resultId = await rooms.ready(file);
  const entry = async () => (await rooms.ports.registry.read(resultId))!;
  return { ...rooms, resultId, entry };
};

const killAt = (step: string) => (name: string) => {
  if (name === step) throw new Error('killed');
};

describe('what an operator has to mend is no refusal of the document', () => {
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
  const weak = certified(publicKeyInfoOf(small), 'Khóa yếu', NOON);
  const ended = certified(publicKeyInfoOf(small), 'Hết hạn', NOON - 50 * 86_400_000);
  const withCertificate = (certificate: Uint8Array): Signer => {
    const seal = memorySeal();
    return { ...seal, identity: { ...seal.identity, certificate } };
  };
  test.each<[string, Signer, string]>([
    ['a certificate that has ended', withCertificate(ended.certificate), 'validity'],
    ['what is no certificate', withCertificate(Buffer.from('x')), ''],
    [
      'a key that is too weak',
      immediateSigner(developmentSigner({ privateKey: small, certificate: weak.certificate }), weak.roots),
      'RSA key of 1024 bits',
    ],
    [
      'a key that is not the certificate’s',
      memorySeal(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
      'signature does not verify with the certificate',
    ],
  ])('%s', async (_, seal, detail) => {
    const { sign, resultId, entry } = await sealing(seal);
    expect(await sign(resultId)).toEqual({
      ok: false,
      failure: { kind: 'not_configured', detail: expect.stringContaining(`the signer for agency: ${detail}`) },
    });
    expect(await entry()).toMatchObject({ state: 'signing', made: [] });
  });
});

test('a document in which the signature has no place is refused, with what the officer can do; nobody is asked to sign it', async () => {
  const form = makePdf({
    catalog: `/AcroForm<</Fields[${firstExtraObject()} 0 R]>>`,
    objects: ['<</FT/Tx/T(AgencySeal)>>'],
  });
  const seal = memorySeal();
  const begin = async () => Promise.reject(new Error('was asked'));
  const { sign, resultId, entry } = await sealing({ ...seal, begin }, form);
  expect(await sign(resultId)).toEqual({ ok: true, value: 'refused:not_a_signature_field' });
  expect(await entry()).toMatchObject({
    state: 'refused',
    refusal: { reason: 'not_a_signature_field', detail: 'Tên ô chữ ký trùng với một trường khác trong biểu mẫu.' },
  });
});

test('of two values for one order the one that was recorded first is in the file', async () => {
  const seal = changeableSigner();
  const rooms = await sealing({
    ...seal,
    async begin(order) {
      const other = await seal.begin(order);
      const { resultId, reference, planned } = order;
      const value = other.state === 'signed' ? Buffer.from(other.value).toString('base64') : '';
      const fact = {
        kind: 'signature_made',
        role: planned.role,
        uploadVersionId: 'v1',
        order: reference,
        value,
      } as const;
      await rooms.ports.registry.record(
        resultId as ResultId,
        { ...fact, madeAt: NOON },
        { recordedBy: 'system', requestId: 'r9' },
      );
      return seal.begin(order);
    },
  });
  const { sign, resultId, entry, ports, storedFile } = rooms;
  expect(await sign(resultId)).toEqual({ ok: true, value: 'issued' });
  const { made, issued } = await entry();
  expect(made).toMatchObject([{ madeAt: NOON }]);
  const { pdf } = storedFile(resultId)!;
  expect(issued?.sha256).toBe(ports.sha256(pdf));
  const value = Buffer.from(made[0]!.value, 'base64').toString('hex').toUpperCase();
  expect(Buffer.from(pdf).toString('latin1')).toContain(value);
});

test('a recorded signature is put to use: its signer is not asked for it again', async () => {
  const seal = changeableSigner();
  const { house, sign, resultId, entry } = await sealing(seal);
  house.onCall = killAt('store file');
  await expect(sign(resultId)).rejects.toThrow('killed');
  house.onCall = undefined;
  const silent = async () => Promise.reject(new Error('was asked again'));
  house.signers.agency = ok({ ...seal, begin: silent, answer: silent });
  expect(await sign(resultId, 'v1', NOON + 200_000)).toEqual({ ok: true, value: 'issued' });
  expect((await entry()).made).toHaveLength(1);
});

test('a signature that was recorded and cannot be read is a fault of the store, and nothing is stored', async () => {
  const { ports, puts, resultId } = await sealing(memorySeal());
  const registry: typeof ports.registry = {
    ...ports.registry,
    record: async (id, fact, by) => (fact.kind === 'signature_made' ? 'repeated' : ports.registry.record(id, fact, by)),
  };
  const signing = signResult({ ...ports, registry })({ resultId, uploadVersionId: 'v1', requestId: 'r', now: NOON });
  await expect(signing).rejects.toThrow('a recorded signature cannot be read');
  expect(puts).toEqual([]);
});

test('whoever asked may be at it for the whole lease; from then on an order that is not known is given again', async () => {
  const officer = laterSigner('Dấu Sở Tư pháp');
  const { house, sign, resultId } = await sealing({
    ...officer.signer,
    begin: async () => Promise.reject(new Error('killed before it was given')),
  });
  await expect(sign(resultId, 'v1', NOON)).rejects.toThrow('killed');
  house.signers.agency = ok(officer.signer);
  expect(await sign(resultId, 'v1', NOON + ORDER_LEASE_MS - 1)).toEqual({
    ok: false,
    failure: { kind: 'temporarily_unavailable', detail: 'the signer is being asked by another' },
  });
  expect(await sign(resultId, 'v1', NOON + ORDER_LEASE_MS)).toEqual({ ok: true, value: 'waiting' });
  expect(officer.begun).toHaveLength(1);
});

test('each signature says what it is for, and changes the file’s id by what was asked for and where it stands', async () => {
  const { house, ports, open, upload, ask, sign, storedFile } = resultsHouse();
  const [first, second] = ['First', 'AgencySeal'];
  house.plan = {
    signatures: [
      { role: 'officer', field: first },
      { role: 'agency', field: second },
    ],
  };
  house.signers.officer = ok(memorySeal());
  const { resultId } = await open();
  upload(resultId, simplePdf());
  await ask(resultId);
  await sign(resultId);
  const text = Buffer.from(storedFile(resultId)!.pdf).toString('latin1').toUpperCase();
  const reason = Buffer.from(textString('Ban hành kết quả thủ tục hành chính').bytes).toString('hex').toUpperCase();
  expect(text.split(reason)).toHaveLength(3);
  const fileId = await ports.derived.fileId(resultId, 'v1');
  const ids = [first, second].map((field) => ports.sha256(Buffer.from(`${fileId}/${field}`)).slice(0, 32));
  for (const id of ids) expect(text).toContain(`<${id.toUpperCase()}>`);
});
