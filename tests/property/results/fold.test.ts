import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyOf, type ResultFact } from '../../../functions/results/domain/facts.ts';
import { attachment, fileNameOf } from '../../../functions/results/domain/file-name.ts';
import { milestonesOf } from '../../../functions/results/domain/milestones.ts';
import { foldResult } from '../../../functions/results/domain/registry-entry.ts';

const intended: ResultFact = {
  kind: 'intended',
  dossierCode: 'H26.10-261116-0007',
  agencyCode: 'H26.10',
  documentNumber: '12/TLKS',
  title: 'Trích lục',
  issuedOn: '2026-11-19',
  finishes: true,
  verificationCode: '0'.repeat(26),
};
const at = fc.integer({ min: 1, max: 50 });
const version = fc.constantFrom('v1', 'v2', 'v3');
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
  fc.record({ kind: fc.constant('issued' as const), uploadVersionId: version, issuedAt: at }).map((one) => ({
    ...one,
    sha256: sha,
    bytes: 1,
    objectKey: 'k',
    objectVersionId: 'o',
    signerFingerprint: sha,
  })),
  fc.record({ kind: fc.constant('replaced' as const), byResultId: fc.constant('res_2'), replacedAt: at }),
  fc
    .record({ kind: fc.constant('revoked' as const), revokedAt: at })
    .map((one) => ({ ...one, decisionNumber: '9', reason: 'r' })),
);
/** A set of facts as a ledger holds them: one under each key. */
const facts = fc.uniqueArray(fact, { selector: keyOf, maxLength: 10 });

test('any order of the facts folds to the same result', () => {
  const shuffled = facts.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })),
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

test('an issued result is never signing or refused again', () => {
  fc.assert(
    fc.property(facts, (all) => {
      const entry = foldResult('res_1', [intended, ...all])!;
      if (entry.issued) expect(['issued', 'replaced', 'revoked']).toContain(entry.state);
      else expect(['awaiting_upload', 'signing', 'refused']).toContain(entry.state);
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
