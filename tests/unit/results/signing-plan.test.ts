import { expect, test } from 'vitest';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { NOON, resultsHouse } from '../../support/results-house.ts';
import { laterSigner, memorySeal } from '../../support/signers.ts';

const minute = 60_000;

/** A result that needs a person's signature, then the seal; its upload is asked for. */
const officerThenSeal = async () => {
  const rooms = resultsHouse();
  const officer = laterSigner('Nguyễn Văn A');
  rooms.house.plan = {
    signatures: [
      { role: 'officer', field: 'Officer' },
      { role: 'agency', field: 'AgencySeal' },
    ],
  };
  rooms.house.signers.officer = ok(officer.signer);
  const resultId = await rooms.ready(simplePdf());
  const signAt = (minutes: number, version = 'v1') => rooms.sign(resultId, version, NOON + minutes * minute);
  const entry = async () => (await rooms.ports.registry.read(resultId))!;
  return { ...rooms, officer, resultId, signAt, entry };
};

test('whose signatures a result needs is fixed when it is opened', async () => {
  const { house, entry, signAt, officer } = await officerThenSeal();
  house.plan = { signatures: [{ role: 'agency', field: 'AgencySeal' }] };
  expect((await entry()).intended.plan.signatures.map(({ role }) => role)).toEqual(['officer', 'agency']);
  expect(await signAt(1)).toEqual({ ok: true, value: 'waiting' });
  expect(officer.begun).toHaveLength(1);
});

test('a person signs hours later, then the seal: until both have nothing is stored, and each is asked once', async () => {
  const { house, officer, puts, storedFile, resultId, signAt, entry } = await officerThenSeal();
  expect(await signAt(1)).toEqual({ ok: true, value: 'waiting' });
  expect(await signAt(2)).toEqual({ ok: true, value: 'waiting' });
  expect(await signAt(60)).toEqual({ ok: true, value: 'waiting' });
  expect(puts).toEqual([]);
  expect(await entry()).toMatchObject({ state: 'signing', asked: [{ role: 'officer' }], made: [], revisions: [] });

  await officer.sign();
  expect(await signAt(300)).toEqual({ ok: true, value: 'issued' });

  expect(officer.begun).toHaveLength(1);
  const { pdf } = storedFile(resultId)!;
  const roots = Object.values(house.signers).flatMap((signer) => (signer.ok ? signer.value.roots : []));
  const report = verifyPdf(pdf, { roots, now: new Date(NOON + 300 * minute) });
  expect(report).toMatchObject({ verdict: 'valid', coversWholeFile: true });
  expect(report.signatures.map(({ field, claimedTime }) => [field, claimedTime?.getTime()])).toEqual([
    ['Officer', NOON + minute],
    ['AgencySeal', NOON + 300 * minute],
  ]);
  const issued = await entry();
  expect(issued.made.map(({ role }) => role).sort()).toEqual(['agency', 'officer']);
  expect(issued).toMatchObject({ state: 'issued', revisions: [{ n: 1, sha256: report.sha256 }] });
});

test('a person who declines: the result is refused with their words, and another upload begins anew', async () => {
  const { officer, puts, upload, ask, resultId, signAt, entry } = await officerThenSeal();
  await signAt(1);
  await officer.refuse('Sai số quyết định.');
  expect(await signAt(2)).toEqual({ ok: true, value: 'refused:signer_refused' });
  expect(await entry()).toMatchObject({
    state: 'refused',
    attempts: [{ refusal: { reason: 'signer_refused', detail: 'Sai số quyết định.' } }],
  });

  upload(resultId, simplePdf('số đúng'));
  await ask(resultId, NOON + 10 * minute);
  await signAt(11, 'v2');
  await officer.sign();
  expect(await signAt(12, 'v2')).toEqual({ ok: true, value: 'issued' });
  expect(puts).toHaveLength(1);
  expect(new Set(officer.begun).size).toBe(2);
});

test('a value that does not fit the certificate is never recorded', async () => {
  const { officer, puts, signAt, entry } = await officerThenSeal();
  await signAt(1);
  await officer.signWrongly();
  expect(await signAt(2)).toMatchObject({ ok: false, failure: { kind: 'not_configured' } });
  expect(await entry()).toMatchObject({ state: 'signing', made: [] });
  expect(puts).toEqual([]);
});

test('a certificate that is renewed while its person is waited for: they are asked anew, and the seal is asked for what they signed', async () => {
  const { house, officer, signAt, entry } = await officerThenSeal();
  await signAt(1);
  const renewed = laterSigner('Nguyễn Văn A');
  house.signers.officer = ok(renewed.signer);
  await officer.sign();
  expect(await signAt(2)).toEqual({ ok: true, value: 'waiting' });
  await renewed.sign();
  expect(await signAt(3)).toEqual({ ok: true, value: 'issued' });
  expect((await entry()).asked).toHaveLength(3);
});

test('a seal whose chain is another when the file is made again: what was signed no longer fits and is signed anew', async () => {
  const { house, ports, puts, ready, sign } = resultsHouse();
  const resultId = await ready(simplePdf());
  house.onCall = (name) => {
    if (name === 'store file') throw new Error('killed');
  };
  await expect(sign(resultId)).rejects.toThrow('killed');
  house.onCall = undefined;
  const seal = house.signers.agency!;
  if (!seal.ok) throw new Error('no seal');
  const chain = [...seal.value.identity.chain, ...seal.value.roots];
  house.signers.agency = ok({ ...seal.value, identity: { ...seal.value.identity, chain } });
  expect(await sign(resultId, 'v1', NOON + 5 * minute)).toEqual({ ok: true, value: 'issued' });
  const entry = await ports.registry.read(resultId);
  expect(entry).toMatchObject({ state: 'issued', asked: [{ askedAt: NOON + 90_000 }] });
  expect(entry?.made).toHaveLength(2);
  expect(puts).toHaveLength(1);
});

test('a seal that is renewed between its signature and the storing: the renewed one signs, and one file is there', async () => {
  const { house, ports, puts, ready, sign } = resultsHouse();
  const resultId = await ready(simplePdf());
  house.onCall = (name) => {
    if (name === 'store file') throw new Error('killed');
  };
  await expect(sign(resultId)).rejects.toThrow('killed');
  house.onCall = undefined;
  house.signers.agency = ok(memorySeal());
  expect(await sign(resultId, 'v1', NOON + 5 * minute)).toEqual({ ok: true, value: 'issued' });
  expect(await ports.registry.read(resultId)).toMatchObject({ state: 'issued', revisions: [{ n: 1 }] });
  expect(puts).toHaveLength(1);
});

test('who was asked and does not know the order is left alone while whoever asked may still be at it, then asked again', async () => {
  const { house, officer, signAt } = await officerThenSeal();
  const { begin } = officer.signer;
  house.signers.officer = ok({
    ...officer.signer,
    begin: async () => Promise.reject(new Error('killed before it was given')),
  });
  await expect(signAt(1)).rejects.toThrow('killed');
  house.signers.officer = ok({ ...officer.signer, begin });
  expect(await signAt(2)).toMatchObject({ ok: false, failure: { kind: 'temporarily_unavailable' } });
  expect(officer.begun).toEqual([]);
  expect(await signAt(3)).toEqual({ ok: true, value: 'waiting' });
  expect(officer.begun).toHaveLength(1);
});
