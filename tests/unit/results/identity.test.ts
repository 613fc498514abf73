import { describe, expect, test } from 'vitest';
import {
  type FactOf,
  keyOf,
  meaningOf,
  type ResultFact,
  resultFacts,
} from '../../../functions/results/domain/facts.ts';
import { milestonesOf } from '../../../functions/results/domain/milestones.ts';
import { foldResult } from '../../../functions/results/domain/registry-entry.ts';
import { SigningPlan } from '../../../functions/results/domain/signing-plan.ts';
import { hashOf, intended as intendedFact, revision, signatureMade } from '../../support/result-facts.ts';

const intended = intendedFact();
const requested: FactOf<'issue_requested'> = {
  kind: 'issue_requested',
  uploadVersionId: 'v1',
  requestedAt: 5,
  fileId: '0'.repeat(32),
};
const sha = hashOf('a');
const read: FactOf<'upload_read'> = {
  kind: 'upload_read',
  uploadVersionId: 'v1',
  warnings: [{ code: 'hidden_note', detail: 'trang 1' }],
  readAt: 6,
};
const confirmed: FactOf<'confirmed'> = {
  kind: 'confirmed',
  uploadVersionId: 'v1',
  codes: ['hidden_note'],
  confirmedAt: 7,
};
const asked: FactOf<'signature_asked'> = {
  kind: 'signature_asked',
  role: 'agency',
  uploadVersionId: 'v1',
  signature: sha,
  signerFingerprint: sha,
  askedAt: 6,
};
const made = signatureMade();
const stamped: FactOf<'signature_stamped'> = {
  kind: 'signature_stamped',
  role: 'agency',
  uploadVersionId: 'v1',
  order: made.order,
  token: 'AAAA',
  stampedAt: 7,
};
const sealed: FactOf<'issued'> = {
  kind: 'issued',
  sha256: sha,
  bytes: 7,
  objectKey: 'k1',
  objectVersionId: 'o1',
  uploadVersionId: 'v1',
  signerFingerprint: sha,
  issuedAt: 8,
};
const refused: FactOf<'refused'> = {
  kind: 'refused',
  uploadVersionId: 'v1',
  reason: 'damaged',
  detail: 'x',
  refusedAt: 7,
};
const withdrawn: FactOf<'withdrawn'> = { kind: 'withdrawn', reason: 'lập nhầm', by: 'Trần Văn B', withdrawnAt: 9 };
const replaced: FactOf<'replaced'> = { kind: 'replaced', byResultId: 'res_2', replacedAt: 20 };
const revoked: FactOf<'revoked'> = { kind: 'revoked', decisionNumber: '9/QĐ', reason: 'sai sót', revokedAt: 30 };

const whose = { role: 'officer', uploadVersionId: 'v1', turn: 1 };
const named: FactOf<'signer_named'> = {
  ...{ kind: 'signer_named', role: 'officer', turn: 1, signerId: 'officer-b', by: 'hand' },
  ...{ reason: 'nghỉ phép', namedBy: 'B', namedAt: 5 },
};
const prepared: FactOf<'signature_prepared'> = {
  ...{ kind: 'signature_prepared', ...whose, order: sha, certificate: 'AAAA', algorithm: 'RSASSA_PSS_SHA_256' },
  ...{ signedAttributes: 'AAAA', digest: sha, documentDigest: sha, sha256: sha },
  ...{ baseLength: 10, gapStart: 20, gapEnd: 30, preparedAt: 6 },
};
const given: FactOf<'signature_given'> = {
  ...{ kind: 'signature_given', ...whose, order: sha, n: 2, handle: 'signature:r1', givenAt: 6 },
};
const declined: FactOf<'signature_refused'> = {
  ...{ kind: 'signature_refused', ...whose, reason: 'declined', detail: 'x', refusedAt: 7 },
};
const delayed: FactOf<'renewal_delayed'> = {
  ...{ kind: 'renewal_delayed', n: 2, tries: 0, until: 13, reason: 'revocation_unavailable' },
};
const begun: FactOf<'replacement_begun'> = { kind: 'replacement_begun', byResultId: 'res_2', begunAt: 19 };
const delivered: FactOf<'delivered'> = {
  ...{ kind: 'delivered', deliveryId: 'd1', channel: 'post', receiver: 'Nguyễn Thị Ánh', trackingCode: 'EB1' },
  ...{ deliveredAt: 40, by: 'B' },
};
const erased: FactOf<'erased'> = { kind: 'erased', erasedAt: 50 };

/** The rules of each kind, made here: a book makes them once, at the first fact. */
const rules = new Map(resultFacts.kinds.map((kind) => [kind, resultFacts.recorded(kind)]));

/** One of every kind. */
const all: readonly ResultFact[] = [
  ...[intended, requested, read, confirmed, named, asked, prepared, given, declined, made, stamped],
  ...[revision(), delayed, sealed, refused, withdrawn, begun, replaced, revoked, delivered, erased],
];

describe('a fact lies under a key that outlives every release', () => {
  test.each<[string, ResultFact]>([
    ['FACT#intent', intended],
    ['FACT#issue#v1', requested],
    ['FACT#read#v1', read],
    ['FACT#confirmed#v1', confirmed],
    ['FACT#withdrawn', withdrawn],
    [`FACT#signature#agency#asked#${sha}`, asked],
    [`FACT#signature#agency#made#${made.order}`, made],
    [`FACT#signature#agency#stamped#${made.order}`, stamped],
    ['FACT#signature#officer#named#1', named],
    [`FACT#signature#officer#prepared#${sha}`, prepared],
    [`FACT#signature#officer#given#${sha}#2`, given],
    ['FACT#signature#officer#refused#v1#1', declined],
    ['FACT#revision#2', revision(2)],
    ['FACT#renewal#2#0', delayed],
    ['FACT#issued', sealed],
    ['FACT#refused#v1', refused],
    ['FACT#refused#none', { ...refused, uploadVersionId: undefined }],
    ['FACT#replaced', replaced],
    ['FACT#replacement', begun],
    ['FACT#revoked', revoked],
    ['CARD#delivery#d1', delivered],
    ['CARD#erased', erased],
  ])('%s', (key, fact) => {
    expect(keyOf(fact)).toBe(key);
  });
});

describe('what is recorded twice under one key', () => {
  test.each<[string, ResultFact, object]>([
    ['an intent with another code and plan', intended, { verificationCode: '1'.repeat(26), plan: { signatures: [] } }],
    ['a request at another moment', requested, { requestedAt: 9, fileId: '1'.repeat(32) }],
    ['a signer asked at another moment', asked, { askedAt: 9 }],
    ['a signature with another value', made, { value: 'BBBB', madeAt: 9 }],
    ['a file stored under another version', revision(), { objectVersionId: 'o9', registeredAt: 9 }],
    ['a seal at another moment', sealed, { issuedAt: 9, signerFingerprint: hashOf('b') }],
    ['a refusal in other words', refused, { detail: 'y', refusedAt: 9 }],
    ['an upload read otherwise', read, { warnings: [{ code: 'private_data', detail: 'y' }], readAt: 9 }],
    ['a confirmation at another moment', confirmed, { confirmedAt: 9 }],
    ['a withdrawal in other words', withdrawn, { reason: 'khác', withdrawnAt: 10 }],
    ['a replacement at another moment', replaced, { replacedAt: 9 }],
    ['another time stamp of the same signature', stamped, { token: 'BBBB', stampedAt: 9 }],
    ['an erasure at another moment', erased, { erasedAt: 9 }],
    ['a place taken at another moment', begun, { begunAt: 9 }],
    ['a replacement that names its decision', replaced, { decisionNumber: '9/QĐ' }],
    ['a revocation in other words', revoked, { reason: 'khác', revokedAt: 9 }],
  ])('%s is a repeat', (_, fact, changes) => {
    expect(meaningOf({ ...fact, ...changes } as ResultFact)).toEqual(meaningOf(fact));
  });

  test.each<[string, ResultFact, object]>([
    ['an intent for another dossier', intended, { dossierCode: 'H26.10-261116-0008' }],
    ['an intent with another number', intended, { documentNumber: '13/TLKS' }],
    ['an intent with another title', intended, { title: 'Bản sao' }],
    ['an intent with another date', intended, { issuedOn: '2026-11-20' }],
    ['an intent that does not finish the dossier', intended, { finishes: false }],
    ['a signer asked for another role', asked, { role: 'officer' }],
    ['a signature of another role', made, { role: 'officer' }],
    ['another file', revision(), { sha256: sha }],
    ['a file at another place', revision(), { objectKey: 'k9' }],
    ['another sealed file', sealed, { sha256: hashOf('b') }],
    ['a refusal for another reason', refused, { reason: 'encrypted' }],
    ['a replacement by another result', replaced, { byResultId: 'res_3' }],
    ['a place taken by another result', begun, { byResultId: 'res_3' }],
    ['a delivery to somebody else', delivered, { receiver: 'Trần B' }],
    ['a delivery by another way', delivered, { channel: 'counter' }],
    ['a delivery at another moment', delivered, { deliveredAt: 9 }],
    ['a delivery under another number', delivered, { trackingCode: 'EB2' }],
    ['an intent to replace', intended, { replaces: { resultId: 'res_0', decisionNumber: '1', reason: 'r', by: 'B' } }],
    ['a revocation by another decision', revoked, { decisionNumber: '10/QĐ' }],
  ])('%s is a conflict', (_, fact, changes) => {
    expect(meaningOf({ ...fact, ...changes } as ResultFact)).not.toEqual(meaningOf(fact));
  });

  test('means first of all that such a thing happened', () => {
    for (const fact of all) expect(meaningOf(fact).kind).toBe(fact.kind);
    // A digest of it is kept beside the fact.
    expect(meaningOf(requested)).toStrictEqual({ kind: 'issue_requested' });
    expect(meaningOf(made)).toStrictEqual({ kind: 'signature_made', role: 'agency' });
  });
});

test('each moment of a result has an id that stays, and says whose and when it was', () => {
  const again = { ...requested, uploadVersionId: 'v2', requestedAt: 9 };
  const facts = [intended, requested, again, made, revision(1, { registeredAt: 12 }), replaced, revoked, delivered];
  const data = { dossierCode: 'H26.10-261116-0007', agencyCode: 'H26.10', resultId: 'res_1' };
  const entry = foldResult('res_1', facts);
  expect(entry && milestonesOf(entry)).toEqual([
    { id: 'result:res_1:issue:v1', type: 'result.issue_requested', at: 5, data: { ...data, uploadVersionId: 'v1' } },
    { id: 'result:res_1:issue:v2', type: 'result.issue_requested', at: 9, data: { ...data, uploadVersionId: 'v2' } },
    {
      id: 'result:res_1:issued',
      type: 'result.issued',
      at: 12,
      data: { ...data, finishes: true, sha256: revision(1).sha256 },
    },
    { id: 'result:res_1:replaced', type: 'result.replaced', at: 20, data },
    { id: 'result:res_1:revoked', type: 'result.revoked', at: 30, data },
    { id: 'result:res_1:delivered:d1', type: 'result.delivered', at: 40, data: { ...data, channel: 'post' } },
  ]);
  const open = foldResult('res_1', [intended, refused, { ...replaced }]);
  const refusal = { type: 'result.refused', at: 7, data };
  expect(open && milestonesOf(open)).toEqual([{ id: 'result:res_1:refused:v1', ...refusal }]);
  const unnamed = foldResult('res_1', [intended, { ...refused, uploadVersionId: undefined }]);
  expect(unnamed && milestonesOf(unnamed)).toEqual([{ id: 'result:res_1:refused:none', ...refusal }]);
});

describe('what is recorded of a result is of its form', () => {
  const takes = (fact: ResultFact, changes: object) =>
    rules.get(fact.kind)?.safeParse({ ...fact, ...changes }).success === true;

  test('one of every kind is taken as it is', () => {
    for (const fact of all) expect(rules.get(fact.kind)?.parse(fact), fact.kind).toEqual(fact);
    expect(all.map(({ kind }) => kind)).toEqual([...rules.keys()]);
  });

  test.each<[ResultFact, string, number, number]>([
    [requested, 'uploadVersionId', 1, 200],
    [made, 'value', 0, 2000],
    [stamped, 'token', 0, 7500],
    [revision(), 'objectKey', 1, 300],
    [revision(), 'objectVersionId', 0, 200],
    [sealed, 'objectKey', 1, 300],
    [sealed, 'objectVersionId', 0, 200],
    [refused, 'reason', 1, 60],
    [refused, 'detail', 0, 1000],
    [replaced, 'byResultId', 1, 64],
  ])('of %j the %s has from %i to %i characters', (fact, field, least, most) => {
    for (const length of [least, most]) expect(takes(fact, { [field]: 'a'.repeat(length) }), `${length}`).toBe(true);
    for (const length of [least - 1, most + 1].filter((one) => one >= 0))
      expect(takes(fact, { [field]: 'a'.repeat(length) }), `${length}`).toBe(false);
  });

  test.each<[ResultFact, object]>([
    [intended, { dossierCode: 7 }],
    [requested, { requestedAt: 'today' }],
    [asked, { uploadVersionId: undefined }],
    [made, { value: '#' }],
    [sealed, { bytes: 0 }],
    [refused, { refusedAt: undefined }],
    [replaced, { replacedAt: -1.5 }],
    [revoked, { revokedAt: 'today' }],
    [revoked, { decisionNumber: undefined }],
  ])('%j with %j is none', (fact, changes) => {
    expect(takes(fact, changes)).toBe(false);
  });

  test('hashes are SHA-256 in lower-case hex, ids of files 16 bytes of it', () => {
    expect(takes(requested, { fileId: '09af'.repeat(8) })).toBe(true);
    expect(takes(asked, { signature: sha })).toBe(true);
    for (const bad of [sha.slice(1), `${sha}0`, `#${sha.slice(1)}`, `#${sha}`, sha.toUpperCase(), ''])
      expect(takes(asked, { signature: bad }), bad).toBe(false);
    for (const bad of ['0'.repeat(31), '0'.repeat(33), 'G'.repeat(32), `#${'0'.repeat(32)}`])
      expect(takes(requested, { fileId: bad }), bad).toBe(false);
  });

  test('levels are those of ETSI EN 319 142-1, files are counted from 1 and hold something', () => {
    for (const level of ['B-B', 'B-T', 'B-LT', 'B-LTA']) expect(takes(revision(), { level })).toBe(true);
    for (const level of ['', 'B-', 'B-LTAX', 'XB-B', 'B-B ', 'b-b'])
      expect(takes(revision(), { level }), level).toBe(false);
    for (const bad of [{ n: 0 }, { bytes: 0 }, { objectKey: '' }]) expect(takes(revision(), bad)).toBe(false);
  });

  test('a code is long enough not to be guessed', () => {
    for (const verificationCode of ['0'.repeat(16), 'z'.repeat(64)])
      expect(takes(intended, { verificationCode })).toBe(true);
    for (const verificationCode of [
      '0'.repeat(15),
      '0'.repeat(65),
      'A'.repeat(26),
      `${'0'.repeat(20)}-`,
      `-${'0'.repeat(20)}`,
    ])
      expect(takes(intended, { verificationCode }), verificationCode).toBe(false);
  });

  test('a plan names each of up to eight roles once, each with a field of its own', () => {
    const plans = (...roles: readonly string[]) =>
      SigningPlan().safeParse({ signatures: roles.map((role, n) => ({ role, field: `F${n}` })) }).success;
    expect(plans('agency')).toBe(true);
    expect(plans('officer', 'agency')).toBe(true);
    expect(plans(...'abcdefgh')).toBe(true);
    expect(plans('a'.repeat(20))).toBe(true);
    for (const bad of [
      [],
      [...'abcdefghi'],
      ['agency', 'agency'],
      ['Agency'],
      ['agency#'],
      ['#agency'],
      ['a'.repeat(21)],
    ])
      expect(plans(...bad), bad.join()).toBe(false);
    const field = (name: string) => SigningPlan().safeParse({ signatures: [{ role: 'agency', field: name }] }).success;
    for (const good of ['AgencySeal', 'x'.repeat(60)]) expect(field(good)).toBe(true);
    for (const bad of ['', 'a b', 'a.', '.a', 'x'.repeat(61)]) expect(field(bad), bad).toBe(false);
  });
});
