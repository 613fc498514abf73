import { describe, expect, test } from 'vitest';
import { openResult, ResultInput } from '../../../functions/results/usecases/open-result.ts';
import { presignDownload } from '../../../functions/results/usecases/presign-download.ts';
import { readResult } from '../../../functions/results/usecases/read-result.ts';
import { readVerification } from '../../../functions/results/usecases/read-verification.ts';
import { requestIssue } from '../../../functions/results/usecases/request-issue.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import type { AgencyCode, ResultId } from '../../../shared/kernel/ids.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { backOffice, DOSSIER, NOON, resultsHouse, stranger } from '../../support/results-house.ts';

describe('what a back office says of a result', () => {
  const said = { documentNumber: '12/TLKS', title: 'Trích lục', issuedOn: '2026-11-19' };

  test('finishes the dossier unless it says otherwise', () => {
    expect(ResultInput.parse(said)).toEqual({ ...said, finishes: true });
    expect(ResultInput.parse({ ...said, finishes: false })).toEqual({ ...said, finishes: false });
  });

  test.each([
    [{ documentNumber: undefined }],
    [{ documentNumber: 'x'.repeat(101) }],
    [{ title: '' }],
    [{ title: 'x'.repeat(301) }],
    [{ issuedOn: '2026-02-30' }],
    [{ finishes: 'yes' }],
    [{ note: 'x' }],
  ])('is refused with %j', (changes) => {
    expect(ResultInput.safeParse({ ...said, ...changes }).success).toBe(false);
  });
});

const notFound = { ok: false, failure: { kind: 'not_found' } };

describe('opening a result', () => {
  test.each([
    [1, false],
    [2, true],
    [3, false],
    [4, true],
    [5, false],
    [6, false],
    [7, false],
    [8, false],
    [9, true],
    [10, false],
  ])('at status %i is allowed: %s', async (status, allowed) => {
    const { house, table, open } = resultsHouse();
    house.status = status;
    const { opened } = await open();
    expect(opened).toMatchObject(
      allowed
        ? { ok: true, value: { entry: { state: 'awaiting_upload' }, upload: { method: 'PUT' } } }
        : {
            ok: false,
            failure: { kind: 'not_allowed_now', detail: `a result cannot be opened at status ${status}` },
          },
    );
    if (!allowed) expect(table.all()).toEqual([]);
  });

  test('a repeat answers the same result, also when the dossier has moved on; another body is a conflict', async () => {
    const { house, table, open } = resultsHouse();
    const first = await open('k1');
    house.status = 10;
    const again = await open('k1');
    expect(again.opened).toEqual(first.opened);
    expect(await open('k1', { title: 'Another' })).toMatchObject({ opened: { failure: { kind: 'conflict' } } });
    expect(table.all().filter(({ sk }) => sk === 'FACT#intent')).toHaveLength(1);
  });

  test('a repeat gets a place to upload to until the first signature, and none after the issue', async () => {
    const { ready, sign, open } = resultsHouse();
    const resultId = await ready(simplePdf());
    expect((await open()).opened).toMatchObject({ value: { entry: { state: 'signing' }, upload: { method: 'PUT' } } });
    await sign(resultId);
    const { opened } = await open();
    expect(opened).toMatchObject({ ok: true, value: { entry: { resultId, state: 'issued' }, upload: undefined } });
  });

  test('equal requests at the same moment open one result', async () => {
    const { table, open } = resultsHouse();
    const all = await Promise.all(Array.from({ length: 8 }, () => open('k1')));
    expect(new Set(all.map(({ opened }) => JSON.stringify(opened))).size).toBe(1);
    expect(all[0]!.opened.ok).toBe(true);
    expect(table.all().filter(({ sk }) => sk === 'VER')).toHaveLength(1);
  });

  test('killed between the code and the intent: the code finds nothing, and the repeat opens the result', async () => {
    const { house, table, ports, open } = resultsHouse();
    house.onCall = (call) => {
      if (call === 'putIfAbsent:written') throw new Error('killed');
    };
    await expect(open('k1')).rejects.toThrow('killed');
    house.onCall = undefined;
    const [code] = table.all();
    expect(table.all()).toMatchObject([{ sk: 'VER' }]);
    expect(await readVerification(ports)(code?.pk.slice('VER#'.length) ?? '')).toMatchObject(notFound);
    expect(await open('k1')).toMatchObject({ opened: { ok: true, value: { entry: { state: 'awaiting_upload' } } } });
    expect(table.all().filter(({ sk }) => sk === 'VER')).toEqual([code]);
  });

  test('another agency is told that there is no such dossier, in the words for one that does not exist', async () => {
    const { open } = resultsHouse();
    const foreign = await open('k1', {}, stranger);
    const missing = await open('k1', {}, backOffice, 'H26.10-261116-9999');
    expect(foreign.opened).toMatchObject(notFound);
    expect(foreign.opened).toEqual(missing.opened);
  });

  test('is the deciding agency’s and that of those above it: the counter that took the dossier in knows of it, no more', async () => {
    const { open, ask } = resultsHouse();
    const of = (agency: AgencyCode): Caller => ({ keyId: 'key_k', permission: 'back_office', agencyCodes: [agency] });
    const { resultId, opened } = await open('k1', {}, of('H26'));
    expect(opened.ok).toBe(true);
    for (const [key, of05] of [
      ['k1', of('H26.05')],
      ['k2', of('H26.05')],
    ] as const)
      expect((await open(key, {}, of05)).opened).toMatchObject({ ok: false, failure: { kind: 'forbidden' } });
    expect(await ask(resultId, undefined, of('H26.05'))).toMatchObject({ ok: false, failure: { kind: 'forbidden' } });
  });
});

describe('asking for the issue', () => {
  test('without an upload it is refused as missing, and an upload mends it', async () => {
    const { open, upload, ask } = resultsHouse();
    const { resultId } = await open();
    expect(await ask(resultId)).toMatchObject({
      value: { state: 'refused', attempts: [{ refusal: { reason: 'upload_missing' } }] },
    });
    upload(resultId, simplePdf());
    expect(await ask(resultId, NOON + 120_000)).toMatchObject({ value: { state: 'signing' } });
  });

  test('an upload of 25 MB is taken', async () => {
    const { open, upload, ask } = resultsHouse();
    const { resultId } = await open();
    upload(resultId, new Uint8Array(25 * 1024 * 1024));
    expect(await ask(resultId)).toMatchObject({ value: { state: 'signing' } });
  });

  test('over 25 MB is refused without being read', async () => {
    const { house, open, upload, ask } = resultsHouse();
    const { resultId } = await open();
    upload(resultId, new Uint8Array(25 * 1024 * 1024 + 1));
    house.onCall = (name) => {
      if (name === 'read upload') throw new Error('it was read');
    };
    expect(await ask(resultId)).toMatchObject({
      value: { state: 'refused', attempts: [{ refusal: { reason: 'too_large' } }] },
    });
  });

  test('a repeat changes nothing: while it is signed, when it is issued, and for a version that was refused', async () => {
    const { table, ready, ask, sign, open, upload } = resultsHouse();
    const resultId = await ready(simplePdf());
    const count = () => table.all().filter(({ sk }) => sk.startsWith('FACT#')).length;
    const before = count();
    expect(await ask(resultId, NOON + 999_000)).toMatchObject({ value: { state: 'signing' } });
    expect(count()).toBe(before);
    await sign(resultId);
    expect(await ask(resultId, NOON + 999_000)).toMatchObject({ value: { state: 'issued' } });
    const refused = (await open('k2')).resultId;
    upload(refused, Buffer.from('no pdf'));
    await ask(refused);
    await sign(refused);
    expect(await ask(refused, NOON + 999_000)).toMatchObject({ value: { state: 'refused' } });
  });

  test('that is forgotten by the register as soon as it is kept is told as not found', async () => {
    const { ports, open, ask } = resultsHouse();
    const { resultId } = await open();
    const entry = await ports.registry.read(resultId);
    const reads = [entry, undefined];
    const registry = { ...ports.registry, read: async () => reads.shift() };
    const lost = { ok: false, failure: { kind: 'not_found', what: 'result' } };
    const asked = { resultId, caller: backOffice, requestId: 'r', now: NOON };
    expect(await requestIssue({ ...ports, registry })(asked)).toEqual(lost);
    const input = ResultInput.parse({ documentNumber: '12/TLKS-BS', title: 'Trích lục', issuedOn: '2026-11-19' });
    expect(await openResult({ ...ports, registry })({ ...asked, dossierCode: DOSSIER, input })).toEqual(lost);
    expect((await ask(resultId)).ok).toBe(true);
  });

  test('is refused after seventy uploads that were, so that the result stays readable', async () => {
    const { ports, open, upload, ask } = resultsHouse();
    const { resultId } = await open();
    const refuse = (n: number) =>
      ports.registry.record(
        resultId,
        { kind: 'refused', uploadVersionId: `old${n}`, reason: 'damaged', detail: 'x', refusedAt: NOON - 1000 + n },
        { recordedBy: 'system', requestId: 'r' },
      );
    for (let n = 0; n < 70; n += 1) await refuse(n);
    upload(resultId, simplePdf());
    expect(await ask(resultId)).toEqual({
      ok: false,
      failure: { kind: 'not_allowed_now', detail: '70 uploads came to nothing: open another result' },
    });
  });

  test('another agency finds no such result', async () => {
    const { ready, ask } = resultsHouse();
    const resultId = await ready(simplePdf());
    expect(await ask(resultId, NOON, stranger)).toMatchObject(notFound);
  });
});

describe('reading and downloading', () => {
  const issuedHouse = async () => {
    const rooms = resultsHouse();
    const resultId = await rooms.ready(simplePdf());
    await rooms.sign(resultId);
    return { ...rooms, resultId };
  };

  test('the download is the registered version, saved under the number of the document in any language', async () => {
    const { ports, open, upload, ask, sign } = resultsHouse();
    const { resultId } = await open('k1', { documentNumber: '12/QĐ-UBND' });
    upload(resultId, simplePdf());
    await ask(resultId);
    await sign(resultId);
    const url = await presignDownload(ports)(resultId, { reader: { caller: backOffice }, requestId: 'r', now: NOON });
    const { searchParams } = new URL(url.ok ? url.value : '');
    expect(searchParams.get('versionId')).toBe('o1');
    expect(searchParams.get('disposition')).toBe(
      `attachment; filename="12-QD-UBND.pdf"; filename*=UTF-8''12-Q%C4%90-UBND.pdf`,
    );
  });

  test("only the dossier's citizen and agencies may know of it", async () => {
    const { ports, resultId } = await issuedHouse();
    const readers = [
      [{ caller: backOffice }, true],
      [{ citizenOf: DOSSIER }, true],
      [{ caller: stranger }, false],
      [{ citizenOf: 'H26.10-261116-0008' }, false],
    ] as const;
    for (const [reader, may] of readers) {
      expect((await readResult(ports)(resultId, reader)).ok).toBe(may);
      expect((await presignDownload(ports)(resultId, { reader, requestId: 'r', now: NOON })).ok).toBe(may);
    }
  });

  test('what is not issued cannot be downloaded, and neither can what was revoked; what there is not is not found', async () => {
    const { ports, open, resultId } = await issuedHouse();
    const revoked = { kind: 'revoked' as const, decisionNumber: '9/QĐ', reason: 'sai sót', revokedAt: NOON };
    await ports.registry.record(resultId, revoked, { recordedBy: 'key_a', requestId: 'r' });
    const waiting = (await open('k2')).resultId;
    const ask = (id: ResultId) =>
      presignDownload(ports)(id, { reader: { caller: backOffice }, requestId: 'r', now: NOON });
    for (const [id, failure] of [
      [resultId, { kind: 'not_in_force' }],
      [waiting, { kind: 'not_allowed_now', detail: 'the result is awaiting_upload' }],
      [`res_${'0'.repeat(26)}`, { kind: 'not_found', what: 'result' }],
    ] as const)
      expect(await ask(id)).toEqual({ ok: false, failure });
  });

  test('a code tells what is registered, also as people type it, and says what became of it', async () => {
    const { ports, resultId } = await issuedHouse();
    const entry = await ports.registry.read(resultId);
    const code = entry!.intended.verificationCode;
    expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
    const typed = code
      .toUpperCase()
      .replace(/0/g, 'O')
      .replace(/1/g, 'I')
      .replace(/(.{4})/g, '$1\u2011')
      .concat('\u200e ');
    const found = await readVerification(ports)(typed);
    expect(found).toEqual({
      ok: true,
      value: {
        status: 'issued',
        documentNumber: '12/TLKS-BS',
        agency: { code: 'H26.10', name: 'Sở Tư pháp' },
        issuedOn: '2026-11-19',
        sha256: entry!.issued!.sha256,
        versions: [entry!.issued!.sha256],
        level: 'B-B',
        signers: ['Dấu Sở Tư pháp'],
      },
    });
    const replaced = { kind: 'replaced', byResultId: 'res_2', replacedAt: NOON } as const;
    await ports.registry.record(resultId, replaced, { recordedBy: 'key_a', requestId: 'r' });
    expect(await readVerification(ports)(code)).toMatchObject({ value: { status: 'replaced' } });
  });

  test('letters that the codes leave out are read as the digits that they look like', async () => {
    const { ports } = resultsHouse();
    const looked: string[] = [];
    const resultOfCode = async (code: string) => {
      looked.push(code);
      return undefined;
    };
    const read = async () => Promise.reject(new Error('no result was found'));
    const find = readVerification({ ...ports, registry: { ...ports.registry, resultOfCode, read } });
    expect(await find('OoIl-0123456789abcdefghjkmn')).toMatchObject(notFound);
    expect(looked).toEqual(['00110123456789abcdefghjkmn']);
    for (const malformed of [
      '',
      'z'.repeat(25),
      'z'.repeat(27),
      `${'z'.repeat(26)}0`,
      'u'.repeat(26),
      `é${'z'.repeat(26)}`,
    ])
      expect(await find(malformed)).toMatchObject(notFound);
    expect(looked).toHaveLength(1);
  });

  test('unknown, malformed and not yet issued codes get one and the same answer', async () => {
    const { ports, open } = resultsHouse();
    const { resultId } = await open();
    const waiting = await ports.derived.verificationCode(resultId);
    const answers = await Promise.all(
      ['', 'x', 'z'.repeat(26), '../../etc', waiting, `${waiting}0`].map(readVerification(ports)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject(notFound);
  });
});
