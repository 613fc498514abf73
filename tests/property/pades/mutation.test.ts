import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { inspectPdf } from '../../../functions/results/pades/sign/inspect.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { cases } from '../../support/cases.ts';
import { signingTime } from '../../support/pades/development-pki.ts';
import { makePdf } from '../../support/pades/pdf-files.ts';
import { pki, signedTo } from '../../support/pades/scenario.ts';
import { firstByteRange } from '../../support/pades/tampering.ts';

const verify = (pdf: Uint8Array) => verifyPdf(pdf, { roots: pki.roots, now: signingTime });

let files: Buffer[];
beforeAll(async () => {
  files = await Promise.all([
    signedTo(makePdf({ padding: Buffer.alloc(60_000, 'x') }), { kind: 'p256', level: 'B-T' }),
    signedTo(makePdf({ style: 'stream' }), { kind: 'p256', level: 'B-LTA', count: 2 }),
  ]);
});

test('every 499th signed byte changed: none is valid', () => {
  let tried = 0;
  for (const file of files) {
    const { gapStart, gapEnd } = firstByteRange(file);
    const end = gapEnd + firstByteRange(file).afterLength;
    for (let at = 0; at < end; at += 499) {
      if (at >= gapStart && at < gapEnd) continue;
      const changed = Buffer.from(file);
      changed[at] = changed[at]! ^ 1;
      expect(verify(changed).verdict, `byte ${at}`).not.toBe('valid');
      tried++;
    }
  }
  expect(tried).toBeGreaterThan(100);
});

test('3,000 random changes: none of a signed byte is valid, none throws', () => {
  let seed = 20261120;
  const random = (below: number) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  for (let i = 0; i < 3000; i++) {
    const file = files[i % files.length]!;
    const changed = Buffer.from(file);
    const places = Array.from({ length: 1 + random(4) }, () => random(file.length));
    for (const at of places) changed[at] = random(256);
    if (changed.equals(file) || verify(changed).verdict !== 'valid') continue;
    const { gapStart, gapEnd, afterLength } = firstByteRange(file);
    const signedEnd = gapEnd + afterLength;
    const signedBytes = places.filter(
      (at) => changed[at] !== file[at] && (at < gapStart || (at >= gapEnd && at < signedEnd)),
    );
    expect(signedBytes, `change ${i}`).toEqual([]);
  }
});

test('verify and inspect answer any bytes, and any cut or splice of a signed file', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 500 }),
        fc.tuple(fc.nat(), fc.nat(), fc.uint8Array({ maxLength: 60 })).map(([a, b, noise]) => {
          const file = files[a % files.length]!;
          return Buffer.concat([file.subarray(0, a % file.length), noise, file.subarray(b % file.length)]);
        }),
        fc.string({ maxLength: 300 }).map((text) => Buffer.from(`%PDF-1.7\n${text}\nstartxref\n9\n%%EOF\n`, 'latin1')),
      ),
      (bytes) => {
        const { verdict } = verify(bytes);
        expect(['valid', 'indeterminate', 'invalid', 'unsigned']).toContain(verdict);
        expect(typeof inspectPdf(bytes).ok).toBe('boolean');
      },
    ),
    { ...cases(400), seed: 4 },
  );
});

test('whatever is signed verifies, for generated documents', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        style: fc.constantFrom('table' as const, 'stream' as const, 'hybrid' as const),
        pages: fc.integer({ min: 1, max: 20 }),
        padding: fc.uint8Array({ maxLength: 5000 }).map((bytes) => Buffer.from(bytes)),
        page: fc.constantFrom('', '/Rotate 90', '/Annots[]', '/Annots 900 0 R'),
        catalog: fc.constantFrom(
          '',
          '/AcroForm<<>>',
          '/AcroForm<</Fields[]>>',
          '/AcroForm<</Fields 900 0 R>>',
          '/AcroForm 900 0 R',
          '/Lang(vi)',
          '/MarkInfo<</Marked true>>',
        ),
      }),
      fc.constantFrom('p256' as const, 'p384' as const, 'rsa2048' as const),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.boolean(),
      async (recipe, kind, reason, visible) => {
        const base = makePdf(recipe);
        const rectangle = visible ? ([20, 20, 220, 90] as const) : undefined;
        const pdf = await signedTo(base, { kind, level: 'B-T', request: { reason, rectangle } });
        expect(pdf.subarray(0, base.length).equals(base)).toBe(true);
        expect(verify(pdf)).toMatchObject({ verdict: 'valid', level: 'B-T' });
      },
    ),
    { ...cases(60), seed: 4 },
  );
});
