import { describe, expect, test } from 'vitest';
import { askUpload } from '../../../functions/results/usecases/ask-upload.ts';
import { requestIssue } from '../../../functions/results/usecases/request-issue.ts';
import { withdrawResult } from '../../../functions/results/usecases/withdraw-result.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { backOffice, NOON, resultsHouse, stranger } from '../../support/results-house.ts';
import { laterSigner } from '../../support/signers.ts';

const minute = 60_000;
const withPrivateData = (text = 'draft') => simplePdf(text, '/PieceInfo << /Editor << /Private (x) >> >> ');
const alreadySigning = { ok: false, failure: { kind: 'already_signing' } };

const house = () => {
  const rooms = resultsHouse();
  const confirm = (resultId: ResultId, codes: readonly string[], now = NOON + 5 * minute) =>
    rooms.ask(resultId, now, backOffice, codes);
  const withdraw = (resultId: ResultId, caller: Caller = backOffice, now = NOON + 3 * minute) =>
    withdrawResult(rooms.ports)({ resultId, input: { reason: 'Mở nhầm', by: 'B' }, caller, requestId: 'r', now });
  const address = (resultId: ResultId, caller: Caller = backOffice) =>
    askUpload(rooms.ports)(resultId, { caller, now: NOON });
  const entry = async (resultId: ResultId) => (await rooms.ports.registry.read(resultId))!;
  return { ...rooms, confirm, withdraw, address, entry };
};

describe('an upload that carries what its reader does not see', () => {
  test('is not signed before every code of it is named, and then it is', async () => {
    const { ready, sign, confirm, entry, puts } = house();
    const resultId = await ready(withPrivateData());
    expect(await sign(resultId)).toEqual(ok('needs_confirmation'));
    expect(await entry(resultId)).toMatchObject({
      state: 'needs_confirmation',
      attempts: [{ read: { warnings: [{ code: 'private_data' }] } }],
    });
    for (const codes of [[], ['hidden_note']]) {
      expect(await confirm(resultId, codes)).toMatchObject({ value: { state: 'needs_confirmation' } });
      expect(await sign(resultId)).toEqual(ok('needs_confirmation'));
    }
    expect(puts).toEqual([]);
    expect(await confirm(resultId, ['private_data'])).toMatchObject({ value: { state: 'signing' } });
    expect(await sign(resultId)).toEqual(ok('issued'));
    expect(puts).toHaveLength(1);
  });

  test('cannot be confirmed before it was read', async () => {
    const { open, upload, confirm, sign, entry } = house();
    const { resultId } = await open();
    upload(resultId, withPrivateData());
    await confirm(resultId, ['private_data'], NOON);
    await confirm(resultId, ['private_data'], NOON + minute);
    expect(await sign(resultId)).toEqual(ok('needs_confirmation'));
    expect((await entry(resultId)).state).toBe('needs_confirmation');
  });

  test('that changes between reading and confirming is read anew: the word was for the one before', async () => {
    const { ready, sign, upload, confirm, entry, puts } = house();
    const resultId = await ready(withPrivateData());
    await sign(resultId);
    upload(resultId, withPrivateData('changed'));
    await confirm(resultId, ['private_data']);
    expect(await entry(resultId)).toMatchObject({ state: 'signing', attempts: [{}, { confirmed: undefined }] });
    expect(await sign(resultId)).toEqual(ok('superseded'));
    expect(await sign(resultId, 'v2')).toEqual(ok('needs_confirmation'));
    expect(puts).toEqual([]);
    await confirm(resultId, ['private_data']);
    expect(await sign(resultId, 'v2')).toEqual(ok('issued'));
  });

  test('that changes between confirming and signing: what was confirmed is signed until the other is asked for', async () => {
    const { ready, sign, upload, confirm, storedFile } = house();
    const first = withPrivateData();
    const resultId = await ready(first);
    await sign(resultId);
    await confirm(resultId, ['private_data']);
    upload(resultId, withPrivateData('changed'));
    expect(await sign(resultId)).toEqual(ok('issued'));
    expect(Buffer.from(storedFile(resultId)!.pdf.subarray(0, first.length)).equals(first)).toBe(true);
  });
});

describe('a corrected draft', () => {
  /** A person signs, hours later, then the seal. */
  const waiting = async () => {
    const rooms = house();
    const officer = laterSigner('Nguyễn Văn A');
    rooms.house.plan = {
      signatures: [
        { role: 'officer', field: 'Officer' },
        { role: 'agency', field: 'AgencySeal' },
      ],
    };
    rooms.house.signers.officer = ok(officer.signer);
    const resultId = await rooms.ready(simplePdf('draft'));
    expect(await rooms.sign(resultId)).toEqual(ok('waiting'));
    return { ...rooms, officer, resultId };
  };

  test('takes the place of the one that waits: its signer is asked anew, and it is what is signed', async () => {
    const { officer, resultId, address, upload, ask, sign, storedFile, puts } = await waiting();
    expect(await address(resultId)).toMatchObject({ ok: true, value: { method: 'PUT' } });
    const corrected = simplePdf('corrected');
    upload(resultId, corrected);
    expect(await ask(resultId, NOON + 2 * minute)).toMatchObject({ value: { state: 'signing' } });
    await officer.sign();
    expect(await sign(resultId, 'v1', NOON + 3 * minute)).toEqual(ok('superseded'));
    expect(await sign(resultId, 'v2', NOON + 3 * minute)).toEqual(ok('waiting'));
    await officer.sign();
    expect(await sign(resultId, 'v2', NOON + 4 * minute)).toEqual(ok('issued'));
    expect(Buffer.from(storedFile(resultId)!.pdf.subarray(0, corrected.length)).equals(corrected)).toBe(true);
    expect(puts).toHaveLength(1);
  });

  test('comes too late once a signature exists', async () => {
    const { officer, house: rooms, resultId, address, upload, ask, sign, entry } = await waiting();
    await officer.sign();
    const seal = rooms.signers.agency!;
    rooms.signers.agency = ok(laterSigner('Con dấu').signer);
    expect(await sign(resultId, 'v1', NOON + 3 * minute)).toEqual(ok('waiting'));
    upload(resultId, simplePdf('corrected'));
    expect(await address(resultId)).toEqual(alreadySigning);
    expect(await ask(resultId, NOON + 4 * minute)).toEqual(alreadySigning);
    rooms.signers.agency = seal;
    expect(await sign(resultId, 'v1', NOON + 5 * minute)).toEqual(ok('issued'));
    expect((await entry(resultId)).issued?.uploadVersionId).toBe('v1');
    expect(await address(resultId)).toEqual(alreadySigning);
  });

  test('after a refusal starts over, without the signatures of the one that was dropped', async () => {
    const { officer, house: rooms, resultId, address, upload, ask, sign, entry } = await waiting();
    await officer.sign();
    const seal = laterSigner('Con dấu');
    rooms.signers.agency = ok(seal.signer);
    await sign(resultId, 'v1', NOON + 2 * minute);
    await seal.refuse('Sai số.');
    expect(await sign(resultId, 'v1', NOON + 3 * minute)).toEqual(ok('refused:signer_refused'));
    expect((await address(resultId)).ok).toBe(true);
    upload(resultId, simplePdf('corrected'));
    expect(await ask(resultId, NOON + 4 * minute)).toMatchObject({ value: { state: 'signing' } });
    upload(resultId, simplePdf('corrected again'));
    expect(await ask(resultId, NOON + 5 * minute)).toMatchObject({ value: { state: 'signing' } });
    expect((await entry(resultId)).attempts).toHaveLength(3);
  });

  test('asked for at any step of the signing: what was answered 202 is what is signed, and one file is stored', async () => {
    for (let step = 1; ; step += 1) {
      const { house: rooms, ports, ready, upload, ask, sign, entry, puts, storedFile } = house();
      const resultId = await ready(simplePdf('draft'));
      upload(resultId, simplePdf('corrected'));
      let steps = 0;
      let asked: ReturnType<typeof ask> | undefined;
      rooms.onCall = () => {
        steps += 1;
        if (steps === step) asked = ask(resultId, NOON + 2 * minute);
      };
      await sign(resultId, 'v1', NOON + minute);
      rooms.onCall = undefined;
      if (!asked) {
        expect(step).toBeGreaterThan(8);
        return;
      }
      const answer = await asked;
      for (const version of ['v1', 'v2', 'v1', 'v2']) await sign(resultId, version, NOON + 10 * minute);
      const { issued, state } = await entry(resultId);
      expect(state).toBe('issued');
      expect(puts).toHaveLength(1);
      expect(issued?.sha256).toBe(ports.sha256(storedFile(resultId)!.pdf));
      if (answer.ok && answer.value.attempts.some(({ uploadVersionId }) => uploadVersionId === 'v2'))
        expect(issued?.uploadVersionId).toBe('v2');
    }
  });

  test('killed between any two steps and done again: one file, of the corrected draft', async () => {
    for (let killAt = 1; ; killAt += 1) {
      const { house: rooms, ready, upload, ask, sign, confirm, entry, puts } = house();
      const resultId = await ready(simplePdf('draft'));
      upload(resultId, withPrivateData('corrected'));
      let steps = 0;
      rooms.onCall = (name) => {
        steps += 1;
        if (steps === killAt) throw new Error(`killed at ${name}`);
      };
      let kills = 0;
      const twice = async (deed: () => Promise<unknown>) => {
        try {
          await deed();
        } catch {
          kills += 1;
          await deed();
        }
      };
      await twice(() => ask(resultId, NOON + 2 * minute));
      await twice(() => sign(resultId, 'v2', NOON + 3 * minute));
      await twice(() => confirm(resultId, ['private_data'], NOON + 4 * minute));
      await twice(() => sign(resultId, 'v2', NOON + 5 * minute));
      rooms.onCall = undefined;
      await sign(resultId, 'v2', NOON + 30 * minute);
      expect(await entry(resultId)).toMatchObject({ state: 'issued', issued: { uploadVersionId: 'v2' } });
      expect(puts).toHaveLength(1);
      if (kills === 0) return;
    }
  });

  test('is no business of another agency', async () => {
    const { resultId, address, withdraw } = await waiting();
    for (const answer of [await address(resultId, stranger), await withdraw(resultId, stranger)])
      expect(answer).toMatchObject({ failure: { kind: 'not_found' } });
  });

  test('a repeat is told from a first request: once it had come to an end', async () => {
    const { ports, open, upload } = house();
    const { resultId } = await open();
    const asked = async () => requestIssue(ports)({ resultId, caller: backOffice, requestId: 'r', now: NOON });
    expect(await asked()).toMatchObject({ value: { isSettled: false, entry: { state: 'refused' } } });
    expect(await asked()).toMatchObject({ value: { isSettled: true, entry: { state: 'refused' } } });
    upload(resultId, simplePdf());
    expect(await asked()).toMatchObject({ value: { isSettled: false, entry: { state: 'signing' } } });
    expect(await asked()).toMatchObject({ value: { isSettled: false, entry: { state: 'signing' } } });
  });
});

describe('a result that is withdrawn', () => {
  test('ends as refused, for good; again the first word stands', async () => {
    const { ready, withdraw, address, ask, sign, upload, entry, puts } = house();
    const resultId = await ready(simplePdf());
    const ended = { ok: true, value: { state: 'refused', refusal: { reason: 'withdrawn', detail: 'Mở nhầm' } } };
    expect(await withdraw(resultId)).toMatchObject(ended);
    expect(await withdraw(resultId, backOffice, NOON + 9 * minute)).toMatchObject(ended);
    expect(await sign(resultId)).toEqual(ok('withdrawn'));
    upload(resultId, simplePdf('another'));
    expect(await ask(resultId, NOON + 9 * minute)).toMatchObject(ended);
    expect(await address(resultId)).toMatchObject({ failure: { kind: 'not_allowed_now' } });
    expect((await entry(resultId)).withdrawn?.withdrawnAt).toBe(NOON + 3 * minute);
    expect(puts).toEqual([]);
  });

  test('is not, once it is issued', async () => {
    const { ready, sign, withdraw } = house();
    const resultId = await ready(simplePdf());
    await sign(resultId);
    expect(await withdraw(resultId)).toMatchObject({ failure: { kind: 'not_allowed_now' } });
  });

  test('at any step of the signing: what was answered 200 is never issued', async () => {
    for (let step = 1; ; step += 1) {
      const { house: rooms, ready, withdraw, sign, entry } = house();
      const resultId = await ready(simplePdf());
      let steps = 0;
      let asked: ReturnType<typeof withdraw> | undefined;
      rooms.onCall = () => {
        steps += 1;
        if (steps === step) asked = withdraw(resultId);
      };
      await sign(resultId, 'v1', NOON + minute);
      rooms.onCall = undefined;
      if (!asked) return;
      const answer = await asked;
      await sign(resultId, 'v1', NOON + 10 * minute);
      const { state } = await entry(resultId);
      if (answer.ok) expect(state).toBe('refused');
      else expect(['refused', 'issued']).toContain(state);
    }
  });
});
