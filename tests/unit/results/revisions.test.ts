import { describe, expect, test } from 'vitest';
import { signPdf } from '../../../functions/results/pades/sign/sign-pdf.ts';
import { keepRevision } from '../../../functions/results/usecases/keep-revision.ts';
import { presignDownload } from '../../../functions/results/usecases/presign-download.ts';
import { readVerification, readVerificationOfFile } from '../../../functions/results/usecases/read-verification.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { hashOf, registerIssued, revision, signatureMade } from '../../support/result-facts.ts';
import { silentResultFiles } from '../../support/result-files.ts';
import { backOffice, NOON, resultsHouse } from '../../support/results-house.ts';
import { memoryKey } from '../../support/signers.ts';

const by = { recordedBy: 'system', requestId: 'r' };

/** An issued result, and its file with one more signature behind it. */
const issuedAndMore = async () => {
  const rooms = resultsHouse();
  const resultId = await rooms.ready(simplePdf());
  await rooms.sign(resultId);
  const first = rooms.storedFile(resultId)!;
  const seal = rooms.house.signers.agency!;
  const another = memoryKey('Chữ ký thứ hai');
  const roots = [...(seal.ok ? seal.value.roots : []), ...another.roots];
  const request = { field: 'Second', signingTime: new Date(NOON), fileId: Buffer.alloc(16, 9) };
  const signed = await signPdf(first.pdf, request, another.key);
  if (!signed.ok) throw new Error(signed.refusal.detail);
  const { uploadVersionId } = first;
  const next = {
    resultId,
    n: 2,
    pdf: signed.value.pdf,
    uploadVersionId,
    continues: first.pdf,
    roots,
    intermediates: [],
    now: NOON,
    by,
  };
  const entry = async () => (await rooms.ports.registry.read(resultId))!;
  return { ...rooms, resultId, first, next, entry };
};

/** A file that another result was issued by, and whom to trust for it. */
const anotherFile = async () => {
  const rooms = resultsHouse();
  const resultId = await rooms.ready(simplePdf('another'));
  await rooms.sign(resultId);
  const seal = rooms.house.signers.agency!;
  return { pdf: rooms.storedFile(resultId)!.pdf, roots: seal.ok ? seal.value.roots : [] };
};

const faulty = (what: string) => ({
  ok: false,
  failure: { kind: 'not_configured', detail: `the signed file: ${what}` },
});

describe('a further revision', () => {
  test('is what is given out; every earlier hash still finds the result', async () => {
    const { ports, first, next, entry, resultId } = await issuedAndMore();
    const at = (await entry()).issued?.registeredAt;

    expect(await keepRevision(ports).keep(next)).toMatchObject({ ok: true });

    const { issued, current, revisions, state } = await entry();
    expect(state).toBe('issued');
    expect(issued).toMatchObject({ n: 1, sha256: ports.sha256(first.pdf), registeredAt: at });
    expect(current).toMatchObject({ n: 2, sha256: ports.sha256(next.pdf), objectKey: `results/${resultId}/v2.pdf` });
    expect(revisions).toEqual([issued, current]);
    const url = await presignDownload(ports)(resultId, { reader: { caller: backOffice }, requestId: 'r', now: NOON });
    expect(url.ok && url.value).toContain(`results/${resultId}/v2.pdf?versionId=o2`);

    const byCode = await readVerification(ports)((await entry()).intended.verificationCode);
    const versions = revisions.map(({ sha256 }) => sha256);
    expect(byCode).toMatchObject({ value: { status: 'issued', sha256: current?.sha256, versions, level: 'B-B' } });
    for (const { sha256 } of revisions) expect(await readVerificationOfFile(ports)(sha256)).toEqual(byCode);
    const spaced = `${current?.sha256.toUpperCase().replace(/(.{8})/g, '$1 \u2011')}`;
    expect(await readVerificationOfFile(ports)(spaced)).toEqual(byCode);
  });

  test('killed between any two calls and done again: one chain of two files, each found by its hash', async () => {
    for (let killAt = 1; ; killAt += 1) {
      const { house, ports, puts, next, entry } = await issuedAndMore();
      let steps = 0;
      house.onCall = (name) => {
        steps += 1;
        if (steps === killAt) throw new Error(`killed at ${name}`);
      };
      const killed = await keepRevision(ports)
        .keep(next)
        .then(
          () => false,
          () => true,
        );
      house.onCall = undefined;
      expect(await keepRevision(ports).keep(next)).toMatchObject({ ok: true });
      expect(puts).toHaveLength(2);
      expect((await entry()).revisions.map(({ n }) => n)).toEqual([1, 2]);
      for (const { sha256 } of (await entry()).revisions)
        expect(await readVerificationOfFile(ports)(sha256)).toMatchObject({ ok: true });
      if (!killed) {
        expect(steps).toBeGreaterThanOrEqual(4);
        return;
      }
    }
  });

  test('that does not begin with the one before is neither stored nor registered', async () => {
    const { ports, puts, first, next, entry } = await issuedAndMore();
    const other = { ...next, continues: Buffer.concat([Buffer.from(first.pdf).subarray(0, -1), Buffer.from('x')]) };
    expect(await keepRevision(ports).keep(other)).toEqual(faulty('it does not begin with what it was made from'));
    const cut = { ...next, pdf: first.pdf.subarray(0, -10), continues: new Uint8Array() };
    expect(await keepRevision(ports).keep(cut)).toEqual(faulty('its signature is invalid (damaged)'));
    expect(puts).toHaveLength(1);
    expect((await entry()).revisions).toHaveLength(1);
  });

  test('whose place another file has: what is stored is registered if it goes on from the one before, else nothing is', async () => {
    const { ports, stored, next, entry, resultId } = await issuedAndMore();
    const key = ports.files.keyOf(resultId, 2);
    stored.set(key, { pdf: simplePdf('not ours'), objectVersionId: 'o9', uploadVersionId: next.uploadVersionId });
    expect(await keepRevision(ports).keep(next)).toMatchObject({ ok: false });
    expect((await entry()).revisions).toHaveLength(1);
    stored.set(key, { pdf: next.pdf, objectVersionId: 'o9', uploadVersionId: next.uploadVersionId });
    expect(await keepRevision(ports).keep(next)).toMatchObject({ ok: true });
    expect((await entry()).current).toMatchObject({ n: 2, objectVersionId: 'o9' });
  });

  test('whose place a soundly signed file has that goes on from something else: it is not registered as what this upload became', async () => {
    const { ports, stored, first, next, entry, resultId } = await issuedAndMore();
    const other = await anotherFile();
    const roots = [...next.roots, ...other.roots];
    const { uploadVersionId } = next;
    stored.set(ports.files.keyOf(resultId, 2), { pdf: other.pdf, objectVersionId: 'o9', uploadVersionId });
    expect(await keepRevision(ports).keep({ ...next, roots })).toEqual(
      faulty('what is stored does not begin with what it was made from'),
    );
    expect((await entry()).current?.sha256).toBe(ports.sha256(first.pdf));
  });

  test('whose place the file of another upload has: that one is registered, as it is', async () => {
    const { ports, stored, next, entry, resultId } = await issuedAndMore();
    const other = await anotherFile();
    const roots = [...next.roots, ...other.roots];
    const key = ports.files.keyOf(resultId, 2);
    stored.set(key, { pdf: simplePdf('not ours'), objectVersionId: 'o9', uploadVersionId: 'v2' });
    expect(await keepRevision(ports).keep({ ...next, roots })).toEqual(
      faulty('its signature is unsigned (part of the file is not covered)'),
    );
    expect((await entry()).revisions).toHaveLength(1);
    stored.set(key, { pdf: other.pdf, objectVersionId: 'o9', uploadVersionId: 'v2' });
    expect(await keepRevision(ports).keep({ ...next, roots })).toEqual(ok(undefined));
    expect((await entry()).current).toMatchObject({ sha256: ports.sha256(other.pdf), uploadVersionId: 'v2' });
  });

  test('with bytes behind its last signature is neither stored nor registered', async () => {
    const { ports, puts, next } = await issuedAndMore();
    const longer = { ...next, pdf: Buffer.concat([next.pdf, Buffer.from('\n')]) };
    expect(await keepRevision(ports).keep(longer)).toEqual(
      faulty('its signature is valid (part of the file is not covered)'),
    );
    expect(puts).toHaveLength(1);
  });

  test('whose number another file was registered under is a conflict, told by its key', async () => {
    const { ports, next, resultId } = await issuedAndMore();
    await ports.registry.register(resultId, revision(2), by);
    expect(await keepRevision(ports).keep(next)).toEqual({
      ok: false,
      failure: { kind: 'conflict', key: `${resultId}/v2` },
    });
  });

  test('is read from its store only where somebody else put it there; what is there and cannot be read is tried later', async () => {
    const { house, ports, next } = await issuedAndMore();
    const unreadable = { ...ports.files, store: async () => 'taken' as const, stored: async () => undefined };
    expect(await keepRevision({ ...ports, files: unreadable }).keep(next)).toEqual({
      ok: false,
      failure: { kind: 'temporarily_unavailable', detail: 'the stored file cannot be read' },
    });
    house.onCall = (name) => {
      if (name === 'read file') throw new Error('read without need');
    };
    expect(await keepRevision(ports).keep(next)).toEqual(ok(undefined));
  });

  test('in a store that leaves everybody without an answer is there after the second try', async () => {
    const { ports, next, entry } = await issuedAndMore();
    const silent = keepRevision({ ...ports, files: silentResultFiles(ports.files) });
    await expect(silent.keep(next)).rejects.toThrow('the answer was lost');
    expect(await silent.keep(next)).toMatchObject({ ok: true });
    expect((await entry()).revisions).toHaveLength(2);
  });
});

describe('by hash', () => {
  test('unknown, malformed and not yet registered files get one and the same answer', async () => {
    const { ports, resultId } = await issuedAndMore();
    const half = hashOf('half signed');
    await ports.registry.register(resultId, revision(3, { sha256: half }), by);
    const texts = ['', 'x', hashOf('nobody knows it'), half, `${half}0`];
    const answers = await Promise.all(texts.map(readVerificationOfFile(ports)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toEqual({ ok: false, failure: { kind: 'not_found', what: 'verification code' } });
  });

  test('what is no hash is not looked for', async () => {
    const { ports } = resultsHouse();
    const registry = { ...ports.registry, resultsOfFile: async () => Promise.reject(new Error('looked for')) };
    const find = readVerificationOfFile({ ...ports, registry });
    for (const text of ['', 'x', `${hashOf('a')}0`]) expect(await find(text)).toMatchObject({ ok: false });
  });

  test('a hash that also leads to a result that was never opened finds the one that has the file', async () => {
    const { ports, open } = resultsHouse();
    const { resultId } = await open();
    const { sha256 } = revision();
    await ports.registry.register(`res_${'0'.repeat(26)}`, revision(), by);
    expect(await readVerificationOfFile(ports)(sha256)).toMatchObject({ failure: { kind: 'not_found' } });
    await registerIssued(ports.registry, resultId);
    expect(await readVerificationOfFile(ports)(sha256)).toMatchObject({ value: { documentNumber: '12/TLKS-BS' } });
  });

  test('a file is not found before every signature of the plan is recorded', async () => {
    const { ports, house, open } = resultsHouse();
    house.plan = {
      signatures: [
        { role: 'officer', field: 'Officer' },
        { role: 'agency', field: 'AgencySeal' },
      ],
    };
    const { resultId } = await open();
    const { sha256 } = revision();
    await ports.registry.register(resultId, revision(), by);
    await ports.registry.record(resultId, signatureMade('officer'), by);
    expect(await readVerificationOfFile(ports)(sha256)).toMatchObject({ ok: false });
    await ports.registry.record(resultId, signatureMade('agency', 'v2'), by);
    expect(await readVerificationOfFile(ports)(sha256)).toMatchObject({ ok: false });
    await ports.registry.record(resultId, signatureMade('agency'), by);
    expect(await readVerificationOfFile(ports)(sha256)).toMatchObject({ ok: true });
  });

  test('two results with the same file: the one that is issued is found', async () => {
    const { ports, open } = resultsHouse();
    const [one, two] = [await open('k1'), await open('k2', { documentNumber: '13/TLKS' })];
    const { sha256 } = revision();
    for (const { resultId } of [one, two]) await ports.registry.register(resultId, revision(), by);
    await ports.registry.record(two.resultId, signatureMade(), by);
    expect(await readVerificationOfFile(ports)(sha256)).toMatchObject({ value: { documentNumber: '13/TLKS' } });
  });
});
