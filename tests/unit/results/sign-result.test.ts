import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import type { ResultFiles, Signer } from '../../../functions/results/ports.ts';
import { askUpload } from '../../../functions/results/usecases/ask-upload.ts';
import { readVerificationOfFile } from '../../../functions/results/usecases/read-verification.ts';
import { signResult } from '../../../functions/results/usecases/sign-result.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { activePdf, simplePdf } from '../../support/pdf-samples.ts';
import { backOffice, NOON, resultsHouse } from '../../support/results-house.ts';
import { memorySeal } from '../../support/signers.ts';

const sealOf = ({ house }: ReturnType<typeof resultsHouse>): Signer => {
  const seal = house.signers.agency;
  if (!seal?.ok) throw new Error('no seal');
  return seal.value;
};

describe('signing', () => {
  test('stores the upload with a valid signature after it, and registers exactly that file', async () => {
    const rooms = resultsHouse();
    const { ports, storedFile, firstKey, ready, sign } = rooms;
    const upload = simplePdf();
    const resultId = await ready(upload);

    expect(await sign(resultId)).toEqual({ ok: true, value: 'issued' });

    const file = storedFile(resultId)!;
    expect(Buffer.from(file.pdf.subarray(0, upload.length)).equals(upload)).toBe(true);
    const seal = sealOf(rooms);
    const report = verifyPdf(file.pdf, { roots: seal.roots, now: new Date(NOON) });
    expect(report).toMatchObject({ verdict: 'valid', coversWholeFile: true, level: 'B-B' });
    expect(report.signatures[0]?.claimedTime?.getTime()).toBe(NOON + 90_000);
    const entry = await ports.registry.read(resultId);
    expect(entry).toMatchObject({
      state: 'issued',
      asked: [{ role: 'agency', uploadVersionId: 'v1', signerFingerprint: seal.fingerprint, askedAt: NOON + 90_000 }],
      made: [{ role: 'agency', uploadVersionId: 'v1', madeAt: NOON + 90_000 }],
      issued: {
        n: 1,
        level: 'B-B',
        sha256: report.sha256,
        bytes: file.pdf.length,
        objectKey: firstKey(resultId),
        objectVersionId: 'o1',
        uploadVersionId: 'v1',
      },
    });
    expect(entry?.current).toBe(entry?.issued);
  });

  test('is what the system did, by the request that had it done', async () => {
    const { table, ready, sign } = resultsHouse();
    const resultId = await ready(simplePdf());
    await sign(resultId);
    const kept = table.peek(`RES#${resultId}`, 'FACT#revision#1');
    expect(kept).toMatchObject({ recordedBy: 'system', requestId: 'r3' });
  });

  test('of what nobody asked for finds no request', async () => {
    const { open, ask, upload, sign } = resultsHouse();
    const unasked = { ok: false, failure: { kind: 'not_found', what: 'issue request' } };
    const { resultId } = await open();
    upload(resultId, new Uint8Array(25 * 1024 * 1024 + 1));
    expect(await sign(`res_${'0'.repeat(26)}`)).toEqual(unasked);
    expect(await sign(resultId)).toEqual(unasked);
    // Refused without being read, it was never to be signed.
    await ask(resultId);
    expect(await sign(resultId)).toEqual(unasked);
  });

  test('killed between any two steps and done again: one file is stored, and it is the registered one', async () => {
    for (let killAt = 1; ; killAt += 1) {
      const { house, ports, table, storedFile, firstKey, puts, ready, sign } = resultsHouse();
      const resultId = await ready(simplePdf());
      let steps = 0;
      house.onCall = (name) => {
        steps += 1;
        if (steps === killAt) throw new Error(`killed at ${name}`);
      };
      const killed = await sign(resultId).then(
        () => false,
        () => true,
      );
      house.onCall = undefined;

      expect(await sign(resultId, 'v1', NOON + 999_000)).toMatchObject({ ok: true });

      const entry = await ports.registry.read(resultId);
      expect(puts).toEqual([firstKey(resultId)]);
      expect(entry?.state).toBe('issued');
      expect(entry?.issued?.sha256).toBe(ports.sha256(storedFile(resultId)!.pdf));
      expect(entry?.issued?.objectVersionId).toBe('o1');
      expect(await readVerificationOfFile(ports)(entry?.issued?.sha256 ?? '')).toMatchObject({ ok: true });
      expect(table.all().filter(({ pk }) => pk.startsWith('CONFLICT#'))).toEqual([]);
      if (!killed) {
        expect(steps).toBeGreaterThanOrEqual(12);
        return;
      }
    }
  });

  test('killed after storing and repeated when the upload is forgotten: what was stored is registered, not refused', async () => {
    const { house, ports, puts, firstKey, ready, sign } = resultsHouse();
    const resultId = await ready(simplePdf());
    house.onCall = (name) => {
      if (name === 'file stored') throw new Error('killed');
    };
    await expect(sign(resultId)).rejects.toThrow('killed');
    house.onCall = undefined;

    const uploads = { ...ports.uploads, read: async () => undefined };
    const later = { resultId, uploadVersionId: 'v1', requestId: 'r4', now: NOON + 8 * 86_400_000 };

    const seal = house.signers.agency!;
    house.signers.agency = fail({ kind: 'not_configured', detail: 'no certificate' });
    expect(await signResult({ ...ports, uploads })(later)).toEqual(house.signers.agency);
    house.signers.agency = seal;
    expect(await signResult({ ...ports, uploads })(later)).toEqual({ ok: true, value: 'issued' });
    expect(await ports.registry.read(resultId)).toMatchObject({ state: 'issued', issued: { uploadVersionId: 'v1' } });
    expect(puts).toEqual([firstKey(resultId)]);
  });

  test('two workers at once: one signature, one file, one registration', async () => {
    const { table, puts, firstKey, ready, sign } = resultsHouse();
    const resultId = await ready(simplePdf());

    const both = await Promise.all([sign(resultId, 'v1', NOON + 90_000), sign(resultId, 'v1', NOON + 90_500)]);

    // Of two the second leaves it to the first, and comes again.
    expect(both).toContainEqual({ ok: true, value: 'issued' });
    for (const outcome of both) if (!outcome.ok) expect(outcome.failure.kind).toBe('temporarily_unavailable');
    expect(await sign(resultId, 'v1', NOON + 400_000)).toEqual({ ok: true, value: 'done before' });
    expect(puts).toEqual([firstKey(resultId)]);
    expect(table.all().filter(({ sk }) => sk.startsWith('FACT#revision#'))).toHaveLength(1);
    expect(table.all().filter(({ sk }) => sk.startsWith('FACT#signature#'))).toHaveLength(2);
    expect(table.all().filter(({ pk }) => pk.startsWith('CONFLICT#'))).toHaveLength(0);
  });

  test('two uploads asked for at the same moment: one of them is the result, whichever is signed first', async () => {
    for (const order of [
      ['v1', 'v2'],
      ['v2', 'v1'],
    ]) {
      const { ports, storedFile, puts, open, upload, ask, sign } = resultsHouse();
      const { resultId } = await open();
      upload(resultId, simplePdf('one'));
      const first = ask(resultId);
      upload(resultId, simplePdf('two'));
      await Promise.all([first, ask(resultId)]);

      await Promise.all(order.map((version) => sign(resultId, version)));

      const stored = storedFile(resultId)!;
      expect(puts).toHaveLength(1);
      expect((await ports.registry.read(resultId))?.issued).toMatchObject({
        sha256: ports.sha256(stored.pdf),
        uploadVersionId: stored.uploadVersionId,
      });
    }
  });

  test('signing again gives the same bytes', async () => {
    const { ports, ready } = resultsHouse();
    const resultId = await ready(simplePdf());
    const made: Uint8Array[] = [];
    const files: ResultFiles = {
      ...ports.files,
      async store(_, __, { pdf }) {
        made.push(pdf);
        throw new Error('killed');
      },
    };
    const sign = signResult({ ...ports, files });

    for (const now of [NOON + 90_000, NOON + 9_000_000])
      await expect(sign({ resultId, uploadVersionId: 'v1', requestId: 'r', now })).rejects.toThrow('killed');

    expect(made).toHaveLength(2);
    expect(Buffer.compare(made[0]!, made[1]!)).toBe(0);
  });

  test('only the version that was asked for is signed, whatever was uploaded since', async () => {
    const { storedFile, ready, upload, sign } = resultsHouse();
    const asked = simplePdf('asked for');
    const resultId = await ready(asked);
    upload(resultId, simplePdf('uploaded later'));

    await sign(resultId);

    expect(Buffer.from(storedFile(resultId)!.pdf.subarray(0, asked.length)).equals(asked)).toBe(true);
  });
});

describe('a document that may not be issued', () => {
  const encrypted = simplePdf('x').toString('latin1').replace('/Root 1 0 R', '/Root 1 0 R /Encrypt 5 0 R');
  const cut = simplePdf();
  test.each([
    ['not_a_pdf', Buffer.from('PK\u0003\u0004 a word document')],
    ['active_content', activePdf()],
    ['encrypted', Buffer.from(encrypted, 'latin1')],
    ['damaged', cut.subarray(0, cut.length - 60)],
  ])(
    'is refused as %s with a word for the officer; nothing is stored, and a better one may follow',
    async (reason, file) => {
      const { ports, puts, ready, upload, ask, sign } = resultsHouse();
      const resultId = await ready(file);

      expect(await sign(resultId)).toMatchObject({ ok: true });

      const entry = await ports.registry.read(resultId);
      expect(entry).toMatchObject({ state: 'refused', attempts: [{ refusal: { reason, detail: /\p{L}/u } }] });
      expect(puts).toEqual([]);
      upload(resultId, simplePdf());
      await ask(resultId, NOON + 120_000);
      expect((await ports.registry.read(resultId))?.state).toBe('signing');
      await sign(resultId, 'v2');
      expect((await ports.registry.read(resultId))?.state).toBe('issued');
    },
  );

  test('an upload that is signed already is refused', async () => {
    const first = resultsHouse();
    const issued = await first.ready(simplePdf());
    await first.sign(issued);
    const { ports, ready, sign } = resultsHouse();
    const resultId = await ready(first.storedFile(issued)!.pdf);

    await sign(resultId);

    expect(await ports.registry.read(resultId)).toMatchObject({
      state: 'refused',
      attempts: [{ refusal: { reason: 'already_signed' } }],
    });
  });

  test('an upload that is gone when its turn comes is refused as missing', async () => {
    const { ports, open, sign } = resultsHouse();
    const { resultId } = await open();
    const fileId = await ports.derived.fileId(resultId, 'v7');
    const fact = { kind: 'issue_requested' as const, uploadVersionId: 'v7', requestedAt: NOON, fileId };
    await ports.registry.record(resultId, fact, { recordedBy: 'key_a', requestId: 'r' });

    await sign(resultId, 'v7');

    expect(await ports.registry.read(resultId)).toMatchObject({
      state: 'refused',
      attempts: [{ refusal: { reason: 'upload_missing' } }],
    });
  });
});

describe('a dossier that is closed before the last signature', () => {
  test.each([3, 7, 8])('at status %i: its result is refused for good, and nobody is asked to sign', async (status) => {
    const { house, ports, puts, ready, upload, ask, sign } = resultsHouse();
    const resultId = await ready(simplePdf());
    house.status = status;

    expect(await sign(resultId)).toEqual({ ok: true, value: 'refused:dossier_closed' });

    const entry = await ports.registry.read(resultId);
    expect(entry).toMatchObject({ state: 'refused', refusal: { reason: 'dossier_closed' }, asked: [], made: [] });
    expect(entry).toMatchObject({ attempts: [{ refusal: { detail: /\p{L}/u } }] });
    expect(puts).toEqual([]);
    expect(await askUpload(ports)(resultId, { caller: backOffice, now: NOON })).toMatchObject({
      failure: { kind: 'not_allowed_now' },
    });
    // Also where the dossier goes on afterwards.
    house.status = 4;
    upload(resultId, simplePdf('another'));
    expect(await ask(resultId, NOON + 120_000)).toEqual({ ok: true, value: entry });
  });

  test('changes nothing of a result that bears it', async () => {
    const { house, ports, ready, sign } = resultsHouse();
    const resultId = await ready(simplePdf());
    house.onCall = (name) => {
      if (name === 'store file') throw new Error('killed');
    };
    await expect(sign(resultId)).rejects.toThrow('killed');
    house.onCall = undefined;
    house.status = 8;

    expect(await sign(resultId, 'v1', NOON + 200_000)).toEqual({ ok: true, value: 'issued' });
    expect((await ports.registry.read(resultId))?.state).toBe('issued');
  });
});

describe('a fault of the seal', () => {
  test('no certificate: the result waits, it is not refused', async () => {
    const { house, ports, puts, firstKey, ready, sign } = resultsHouse();
    const resultId = await ready(simplePdf());
    const seal = house.signers.agency!;
    house.signers.agency = { ok: false, failure: { kind: 'not_configured', detail: 'no certificate' } };

    expect(await sign(resultId)).toMatchObject({ ok: false, failure: { kind: 'not_configured' } });
    expect((await ports.registry.read(resultId))?.state).toBe('signing');

    house.signers.agency = seal;
    await sign(resultId);
    expect(puts).toEqual([firstKey(resultId)]);
  });

  test("a key that is not the certificate's: nothing is stored", async () => {
    const { house, ports, puts, ready, sign } = resultsHouse();
    const resultId = await ready(simplePdf());
    house.signers.agency = ok(memorySeal(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey));

    expect(await sign(resultId)).toMatchObject({ ok: false, failure: { kind: 'not_configured' } });

    expect(puts).toEqual([]);
    expect((await ports.registry.read(resultId))?.state).toBe('signing');
  });

  test('a certificate that no root vouches for: nothing is stored', async () => {
    const rooms = resultsHouse();
    const { house, puts, ready, sign } = rooms;
    const resultId = await ready(simplePdf());
    house.signers.agency = ok({ ...sealOf(rooms), roots: memorySeal().roots });

    expect(await sign(resultId)).toMatchObject({ ok: false, failure: { kind: 'not_configured' } });
    expect(puts).toEqual([]);
  });

  test('a stored file that does not verify is never registered', async () => {
    const { ports, stored, firstKey, ready, sign } = resultsHouse();
    const resultId = await ready(simplePdf());
    stored.set(firstKey(resultId), { pdf: simplePdf('not ours'), objectVersionId: 'o1', uploadVersionId: 'v1' });

    expect(await sign(resultId)).toMatchObject({ ok: false });
    expect((await ports.registry.read(resultId))?.issued).toBeUndefined();
  });

  test('the key out of reach: the error goes to the queue, which comes again until it is there', async () => {
    const rooms = resultsHouse();
    const { house, ports, ready, sign } = rooms;
    const resultId = await ready(simplePdf());
    const seal = sealOf(rooms);
    const throttled = async () => Promise.reject(new Error('ThrottlingException'));
    house.signers.agency = ok({ ...seal, begin: throttled });

    await expect(sign(resultId)).rejects.toThrow('ThrottlingException');
    expect(await ports.registry.read(resultId)).toMatchObject({ state: 'signing', made: [] });

    house.signers.agency = ok(seal);
    expect(await sign(resultId, 'v1', NOON + 400_000)).toEqual({ ok: true, value: 'issued' });
  });
});
