import { describe, expect, test } from 'vitest';
import { resultBook } from '../../../functions/results/domain/book.ts';
import type { FactOf, ResultFact } from '../../../functions/results/domain/facts.ts';
import { foldResult, isSigned, signatoriesOf, takesUpload } from '../../../functions/results/domain/registry-entry.ts';
import { viewOf } from '../../../functions/results/domain/view.ts';
import { listDossierResults } from '../../../functions/results/usecases/list-dossier-results.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import { hashOf, intended, registerIssued, revision, signatureMade } from '../../support/result-facts.ts';
import { DOSSIER, NOON, resultsHouse } from '../../support/results-house.ts';

const requested = (uploadVersionId: string, requestedAt: number): FactOf<'issue_requested'> => ({
  kind: 'issue_requested',
  uploadVersionId,
  requestedAt,
  fileId: '0'.repeat(32),
});
const refused = (uploadVersionId: string | undefined, refusedAt: number): FactOf<'refused'> => ({
  kind: 'refused',
  uploadVersionId,
  reason: 'damaged',
  detail: 'Tệp bị hỏng.',
  refusedAt,
});
const asked = (role: string, uploadVersionId = 'v1'): FactOf<'signature_asked'> => ({
  kind: 'signature_asked',
  role,
  uploadVersionId,
  signature: hashOf(`${role}/${uploadVersionId}`),
  signerFingerprint: hashOf(role),
  askedAt: 6,
});

/** A result by its facts, told in either order. */
const folded = (...facts: readonly ResultFact[]) => {
  const entry = foldResult('res_1', [intended(), ...facts]);
  expect(foldResult('res_1', [...facts, intended()].reverse())).toEqual(entry);
  if (!entry) throw new Error('no result');
  return entry;
};

describe('the uploads of a result', () => {
  const versions = (...facts: readonly ResultFact[]) => folded(...facts).attempts.map((one) => one.uploadVersionId);

  test('count by when they were asked for, whatever their store named them; the last one says how it stands', () => {
    expect(versions(requested('z', 5), requested('a', 9))).toEqual(['z', 'a']);
    expect(folded(requested('z', 5), refused('z', 12), requested('a', 9))).toMatchObject({ state: 'signing' });
    expect(folded(requested('z', 5), requested('a', 9), refused('a', 12))).toMatchObject({
      state: 'refused',
      refusal: { uploadVersionId: 'a' },
    });
  });

  test('that were never asked for count by when they were refused', () => {
    expect(versions(refused('z', 5), requested('a', 7), refused(undefined, 9))).toEqual(['z', 'a', undefined]);
  });

  test('of one moment are in one order, however they are told: a missing one first', () => {
    expect(versions(requested('b', 5), refused(undefined, 5), requested('a', 5), refused('A', 5))).toEqual([
      undefined,
      'A',
      'a',
      'b',
    ]);
  });
});

test('whoever was asked to sign has not signed yet', () => {
  expect(folded(requested('v1', 5), asked('agency'), revision())).toMatchObject({ state: 'signing', revisions: [] });
  expect(folded(requested('v1', 5), signatureMade(), revision())).toMatchObject({ state: 'issued' });
});

test('who was asked and who has signed are in one order, however they are told', () => {
  const entry = folded(asked('officer'), asked('agency'), signatureMade('officer'), signatureMade('agency'));
  expect(entry.asked.map(({ role }) => role)).toEqual(['agency', 'officer']);
  expect(entry.made.map(({ role }) => role)).toEqual(['agency', 'officer']);
});

describe('who is named after another has signed', () => {
  const made = { ...signatureMade(), turn: 0 };
  const named: FactOf<'signer_named'> = {
    ...{ kind: 'signer_named', role: 'agency', turn: 1, signerId: 'seal-b', by: 'kms' },
    ...{ reason: 'r', namedBy: 'B', namedAt: 8 },
  };

  test('is to sign as well; a signature that says nothing of turns counts for whoever it is', () => {
    const entry = folded(requested('v1', 5), made, named);
    expect(signatoriesOf(entry)).toMatchObject([{ state: 'waiting', turn: 1, made: undefined }]);
    expect(isSigned(entry)).toBe(false);
    expect(takesUpload(entry)).toBe(true);
    expect(isSigned(folded(requested('v1', 5), made))).toBe(true);
    expect(isSigned(folded(requested('v1', 5), signatureMade(), named))).toBe(true);
  });

  test('takes no signature out of a file that is registered', () => {
    expect(folded(requested('v1', 5), made, named, revision())).toMatchObject({ state: 'issued' });
  });
});

test('without its intent there is no result', () => {
  expect(foldResult('res_1', [requested('v1', 5), signatureMade(), revision()])).toBeUndefined();
});

describe('a result as callers see it', () => {
  const origin = 'https://motcua.example.vn';
  const shown = {
    resultId: 'res_1',
    dossierCode: 'H26.10-261116-0007',
    documentNumber: '12/TLKS',
    title: 'Trích lục',
    issuedOn: '2026-11-19',
    finishes: true,
    verificationCode: '0'.repeat(26),
    verificationUrl: `${origin}/verify/${'0'.repeat(26)}`,
    deliveries: [],
    downloads: [],
  };

  test('before its file is there: with the code that is to be printed on it', () => {
    expect(viewOf(folded(), origin)).toStrictEqual({
      ...shown,
      state: 'awaiting_upload',
      signatures: [{ role: 'agency', by: 'kms', state: 'waiting' }],
      versions: [],
    });
  });

  test('refused: with the reason and what to do', () => {
    expect(viewOf(folded(refused('v1', 7)), origin)).toStrictEqual({
      ...shown,
      state: 'refused',
      signatures: [{ role: 'agency', by: 'kms', state: 'waiting' }],
      versions: [],
      refusal: { reason: 'damaged', detail: 'Tệp bị hỏng.' },
    });
  });

  test('issued: with the newest of its files', () => {
    const entry = folded(signatureMade(), revision(1), revision(2), revision(3));
    const files = [revision(1), revision(2), revision(3)].map(({ sha256, bytes }) => ({ sha256, bytes, level: 'B-B' }));
    expect(viewOf(entry, origin)).toStrictEqual({
      ...shown,
      state: 'issued',
      signatures: [{ role: 'agency', by: 'kms', state: 'signed' }],
      versions: files.map((file) => ({ ...file, at: '1970-01-01T07:00:00+07:00' })),
      ...files[2],
    });
  });
});

test('a head says whose result it is, how it stands and of which day', () => {
  expect(resultBook.project(folded()).document).toEqual({
    resultId: 'res_1',
    dossierCode: 'H26.10-261116-0007',
    agencyCode: 'H26.10',
    state: 'awaiting_upload',
    issuedOn: '2026-11-19',
  });
});

test('a citizen sees what was issued for the dossier, by date of issue and whatever became of it, and nothing else', async () => {
  const { ports, table, open } = resultsHouse();
  const ledger = ledgerOver(resultBook, table, () => NOON);
  const placed = async (key: string, issuedOn: string) => {
    const { resultId } = await open(key, { issuedOn });
    return { resultId, place: async () => ledger.place((await ledger.refold(resultId))!) };
  };
  const [later, waiting, earlier] = [
    await placed('k1', '2026-11-19'),
    await placed('k2', '2026-11-18'),
    await placed('k3', '2026-11-17'),
  ];
  for (const { resultId } of [later, earlier]) await registerIssued(ports.registry, resultId);
  const revoked = { kind: 'revoked', decisionNumber: '9/QĐ', reason: 'sai sót', revokedAt: NOON } as const;
  await ports.registry.record(later.resultId, revoked, { recordedBy: 'key_a', requestId: 'r' });
  for (const { place } of [later, waiting, earlier]) await place();
  const listed = await listDossierResults(ports)(DOSSIER);
  expect(listed.map(({ resultId, state }) => [resultId, state])).toEqual([
    [earlier.resultId, 'issued'],
    [later.resultId, 'revoked'],
  ]);
  expect(await listDossierResults(ports)('H26.10-261116-0008')).toEqual([]);
});
