import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { resultBook } from '../../../functions/results/domain/book.ts';
import { type FactOf, keyOf, type ResultFact, resultFacts } from '../../../functions/results/domain/facts.ts';
import { attachment, fileNameOf } from '../../../functions/results/domain/file-name.ts';
import { milestonesOf } from '../../../functions/results/domain/milestones.ts';
import { foldResult } from '../../../functions/results/domain/registry-entry.ts';
import { sealAlone } from '../../../functions/results/domain/signing-plan.ts';
import { recordedFact } from '../../support/recorded-fact.ts';
import { hashOf, intended as intendedFact } from '../../support/result-facts.ts';

const plan = {
  signatures: [
    { role: 'officer', field: 'Officer' },
    { role: 'agency', field: 'AgencySeal' },
  ],
};
const intended = intendedFact(plan);
const at = fc.integer({ min: 1, max: 50 });
const version = fc.constantFrom('v1', 'v2', 'v3');
const role = () => fc.constantFrom('officer', 'agency');
const turn = ({ min }: { readonly min: number }) => fc.integer({ min, max: 2 });
const fileId = '0'.repeat(32);
const sha = 'a'.repeat(64);

const fact: fc.Arbitrary<ResultFact> = fc.oneof(
  fc
    .record({ kind: fc.constant('issue_requested' as const), uploadVersionId: version, requestedAt: at })
    .map((one) => ({
      ...one,
      fileId,
    })),
  fc.record({
    kind: fc.constant('refused' as const),
    uploadVersionId: fc.option(version, { nil: undefined }),
    reason: fc.constant('damaged'),
    detail: fc.constant(''),
    refusedAt: at,
  }),
  fc.record({
    kind: fc.constant('upload_read' as const),
    uploadVersionId: version,
    warnings: fc.subarray(
      [
        { code: 'hidden_note', detail: 'x' },
        { code: 'private_data', detail: 'y' },
      ],
      { minLength: 1 },
    ),
    readAt: at,
  }),
  fc.record({
    kind: fc.constant('confirmed' as const),
    uploadVersionId: version,
    codes: fc.subarray(['hidden_note', 'private_data']),
    confirmedAt: at,
  }),
  fc
    .record({ kind: fc.constant('withdrawn' as const), withdrawnAt: at })
    .map((one) => ({ ...one, reason: 'r', by: 'B' })),
  fc.record({ kind: fc.constant('issued' as const), uploadVersionId: version, issuedAt: at }).map((one) => ({
    ...one,
    sha256: sha,
    bytes: 1,
    objectKey: 'k',
    objectVersionId: 'o',
    signerFingerprint: sha,
  })),
  fc.record({ role: fc.constantFrom('officer', 'agency'), uploadVersionId: version, askedAt: at }).map((one) => ({
    kind: 'signature_asked' as const,
    ...one,
    signature: hashOf(`${one.role}${one.uploadVersionId}`),
    signerFingerprint: sha,
  })),
  fc.record({ role: fc.constantFrom('officer', 'agency'), uploadVersionId: version, madeAt: at }).map((one) => ({
    kind: 'signature_made' as const,
    ...one,
    order: hashOf(`${one.role}${one.uploadVersionId}`),
    value: 'AAAA',
  })),
  fc
    .record({
      role: role(),
      turn: turn({ min: 1 }),
      uploadVersionId: fc.option(version, { nil: undefined }),
      namedAt: at,
    })
    .map((one) => ({
      kind: 'signer_named' as const,
      ...one,
      signerId: 'officer-b',
      by: 'hand',
      reason: 'r',
      namedBy: 'B',
    })),
  fc.record({ role: role(), turn: turn({ min: 0 }), uploadVersionId: version, refusedAt: at }).map((one) => ({
    kind: 'signature_refused' as const,
    ...one,
    reason: 'declined',
    detail: '',
  })),
  fc.record({ role: role(), turn: turn({ min: 0 }), uploadVersionId: version, preparedAt: at }).map((one) => ({
    kind: 'signature_prepared' as const,
    ...one,
    ...{ certificate: 'AAAA', algorithm: 'ECDSA_SHA_256', signedAttributes: 'AAAA', digest: sha, documentDigest: sha },
    ...{
      order: hashOf(`${one.role}${one.uploadVersionId}${one.turn}`),
      sha256: sha,
      baseLength: 1,
      gapStart: 2,
      gapEnd: 3,
    },
  })),
  fc
    .record({ role: role(), turn: turn({ min: 0 }), uploadVersionId: version, n: fc.nat({ max: 2 }), givenAt: at })
    .map((one) => ({
      kind: 'signature_given' as const,
      ...one,
      order: hashOf(`${one.role}${one.uploadVersionId}${one.turn}`),
      handle: 'signature:r1',
    })),
  fc.record({ role: fc.constantFrom('officer', 'agency'), uploadVersionId: version, stampedAt: at }).map((one) => ({
    kind: 'signature_stamped' as const,
    ...one,
    order: hashOf(`${one.role}${one.uploadVersionId}`),
    token: 'AAAA',
  })),
  fc.record({ n: fc.integer({ min: 1, max: 4 }), uploadVersionId: version, registeredAt: at }).map((one) => ({
    kind: 'revision' as const,
    ...one,
    level: 'B-B',
    sha256: hashOf(`${one.n}`),
    bytes: one.n,
    objectKey: `k${one.n}`,
    objectVersionId: 'o',
  })),
  fc.record({ kind: fc.constant('replaced' as const), byResultId: fc.constant('res_2'), replacedAt: at }),
  fc
    .record({ kind: fc.constant('revoked' as const), revokedAt: at })
    .map((one) => ({ ...one, decisionNumber: '9', reason: 'r' })),
  fc.record({
    kind: fc.constant('replacement_begun' as const),
    byResultId: fc.constantFrom('res_2' as const, 'res_3' as const),
    begunAt: at,
  }),
  fc
    .record({
      kind: fc.constant('delivered' as const),
      deliveryId: fc.constantFrom('d1', 'd2'),
      channel: fc.constantFrom('counter', 'post', 'portal'),
      deliveredAt: at,
    })
    .map((one) => ({ ...one, by: 'B', receiver: 'Nguyễn Thị Ánh' })),
  fc.record({ kind: fc.constant('erased' as const), erasedAt: at }),
);
/** A set of facts as a ledger holds them: one under each key. */
const facts = fc.uniqueArray(fact, { selector: keyOf, maxLength: 14 });

test('any order and repetition of the facts fold to the same result', () => {
  const shuffled = facts.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
  );
  fc.assert(
    fc.property(shuffled, ([one, other]) => {
      expect(foldResult('res_1', [...other, intended])).toEqual(foldResult('res_1', [intended, ...one]));
    }),
  );
});

test('a milestone, once there, stays: no further fact withdraws it', () => {
  fc.assert(
    fc.property(facts, fact, (all, more) => {
      fc.pre(!all.some((one) => keyOf(one) === keyOf(more)));
      const before = milestonesOf(foldResult('res_1', [intended, ...all])!).map(({ id }) => id);
      const after = milestonesOf(foldResult('res_1', [intended, ...all, more])!).map(({ id }) => id);
      expect(after).toEqual(expect.arrayContaining(before));
    }),
  );
});

test('a result is issued exactly when its first file is there with every signature of its plan on the upload of it', () => {
  fc.assert(
    fc.property(facts, (all) => {
      const entry = foldResult('res_1', [intended, ...all])!;
      const first = all.find((one) => one.kind === 'revision' && one.n === 1) as FactOf<'revision'> | undefined;
      const signed = (role: string) =>
        all.some(
          (one) => one.kind === 'signature_made' && one.role === role && one.uploadVersionId === first?.uploadVersionId,
        );
      const sealed = all.some(({ kind }) => kind === 'issued');
      expect(entry.issued !== undefined).toBe(sealed || (first !== undefined && signed('officer') && signed('agency')));
      expect(entry.revisions.map(({ n }) => n)).toEqual(entry.revisions.map((_, index) => index + 1));
      expect(entry.issued).toBe(entry.revisions[0]);
      expect(entry.current).toBe(entry.revisions.at(-1));
    }),
  );
});

test('what further files and refusals come, the file by which a result was issued stays the same', () => {
  fc.assert(
    fc.property(facts, fact, (all, more) => {
      fc.pre(!all.some((one) => keyOf(one) === keyOf(more)) && more.kind !== 'issued');
      const before = foldResult('res_1', [intended, ...all])!;
      fc.pre(before.issued !== undefined && all.some((one) => one.kind === 'revision' && one.n === 1));
      expect(foldResult('res_1', [intended, ...all, more])?.issued).toEqual(before.issued);
    }),
  );
});

test('what was kept before there were plans and revisions is still an issued result', () => {
  const { plan: _, ...older } = intended;
  const stored = [
    older,
    {
      kind: 'issued',
      sha256: sha,
      bytes: 7,
      objectKey: 'k',
      objectVersionId: 'o',
      uploadVersionId: 'v1',
      signerFingerprint: sha,
      issuedAt: 5,
    },
  ].map((one) => recordedFact(resultFacts, one));
  const entry = foldResult('res_1', stored);
  expect(entry).toMatchObject({
    state: 'issued',
    intended: { plan: sealAlone },
    issued: { n: 1, level: 'B-B', sha256: sha, bytes: 7, registeredAt: 5 },
  });
  expect(milestonesOf(entry!).map(({ id, at: when }) => [id, when])).toEqual([['result:res_1:issued', 5]]);
});

test('an issued result is never signing or refused again', () => {
  fc.assert(
    fc.property(facts, (all) => {
      const entry = foldResult('res_1', [intended, ...all])!;
      if (entry.issued) expect(['issued', 'replaced', 'revoked']).toContain(entry.state);
      else {
        const open = ['awaiting_upload', 'needs_confirmation', 'awaiting_signature', 'signing', 'refused'];
        expect(open).toContain(entry.state);
      }
    }),
  );
});

test('nothing is signed that is not confirmed: every code that was read of the upload asked for last was named for it', () => {
  fc.assert(
    fc.property(facts, (all) => {
      const entry = foldResult('res_1', [intended, ...all])!;
      fc.pre(entry.state === 'signing' || entry.state === 'needs_confirmation');
      const last = entry.attempts.at(-1)?.uploadVersionId;
      const of = <K extends ResultFact['kind']>(kind: K) =>
        all.find(
          (one): one is FactOf<K> => one.kind === kind && 'uploadVersionId' in one && one.uploadVersionId === last,
        );
      const open = (of('upload_read')?.warnings ?? []).filter(({ code }) => !of('confirmed')?.codes.includes(code));
      expect(entry.state).toBe(open.length > 0 ? 'needs_confirmation' : 'signing');
    }),
  );
});

test('what was withdrawn before it was issued is refused, whatever else is told', () => {
  fc.assert(
    fc.property(facts, (all) => {
      const entry = foldResult('res_1', [intended, ...all])!;
      fc.pre(entry.withdrawn !== undefined && !entry.issued);
      expect(entry).toMatchObject({ state: 'refused', refusal: { reason: 'withdrawn' } });
    }),
  );
});

test('any document number makes a header of ASCII that decodes to a name without folders', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 100 }),
        fc.string({ unit: 'binary', maxLength: 100 }),
        fc.constant(`${'x'.repeat(79)}\u{20000}\ud800`),
      ),
      (text) => {
        const name = fileNameOf(text);
        const header = attachment(name);
        expect(header).toMatch(/^attachment; filename="[^"\\]*"; filename\*=UTF-8''[\x21-\x7e]+$/);
        expect(decodeURIComponent(header.split("UTF-8''")[1]!)).toBe(name);
        expect(name).not.toMatch(/[\\/]/);
      },
    ),
  );
});

test('a fact that is not folded changes nothing that a head shows, whatever else there is', () => {
  fc.assert(
    fc.property(facts, (all) => {
      const entry = (some: readonly ResultFact[]) => resultBook.project(foldResult('res_1', [intended, ...some])!);
      expect(entry(all)).toEqual(entry(all.filter((one) => !resultBook.isSilent?.(one))));
      const silent = ['signature_asked', 'signature_given', 'signature_stamped', 'replacement_begun'];
      for (const one of all) expect(resultBook.isSilent?.(one)).toBe(silent.includes(one.kind));
    }),
    { numRuns: 500 },
  );
});
