import { beforeAll, expect, test } from 'vitest';
import { PdfDocument } from '../../../functions/results/pades/pdf/document.ts';
import {
  arrayValue,
  name,
  number,
  type PdfObject,
  PdfReference,
  PdfStream,
} from '../../../functions/results/pades/pdf/objects.ts';
import { inspectPdf } from '../../../functions/results/pades/sign/inspect.ts';
import { signPdf } from '../../../functions/results/pades/sign/sign-pdf.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { signerOf, signingTime } from '../../support/pades/development-pki.ts';
import { makePdf } from '../../support/pades/pdf-files.ts';
import { pki, requestFor, signedTo } from '../../support/pades/scenario.ts';
import { updated } from '../../support/pades/tampering.ts';

// Random bytes rarely get past the first check. These files are well formed: an update puts wrong objects in the places of
// right ones.

const signer = signerOf(pki, 'p256');
const keys = [
  'Kids',
  'Parent',
  'V',
  'Fields',
  'Filter',
  'N',
  'First',
  'Lock',
  'Rect',
  'Annots',
  'DSS',
  'AcroForm',
  'W',
];
const values = [0, -1, 0.5, 255, 200_001, 2 ** 31, 1e10];
const words = ['FlateDecode', 'XRef', 'ObjStm', 'Sig', 'Page', 'All', 'DocMDP'];

let seed = 20261120;
const random = (below: number): number => {
  seed = (seed * 48271) % 2147483647;
  return seed % below;
};
const one = <T>(list: readonly T[]): T => list[random(list.length)]!;

function mutated(object: PdfObject): PdfObject {
  const kind = random(10);
  if (kind === 0) return new PdfReference(1 + random(14));
  if (kind === 1) return number(one(values));
  if (kind === 2) return null;
  if (kind === 3) return [object instanceof PdfStream ? null : object];
  if (kind === 4) return name(one(words));
  if (object instanceof PdfStream) {
    const dictionary = mutated(object.dictionary);
    return dictionary instanceof Map ? new PdfStream(dictionary, object.data) : dictionary;
  }
  if (object instanceof Map && object.size > 0) {
    const key = one([...object.keys()]);
    const changed = new Map(object);
    if (random(5) === 0) changed.delete(key);
    else changed.set(random(6) === 0 ? one(keys) : key, mutated(object.get(key)!));
    return changed;
  }
  const items = arrayValue(object);
  if (!items || items.length === 0) return object;
  const at = random(items.length);
  return items.map((item, i) => (i === at ? mutated(item) : item));
}

let files: Buffer[];
beforeAll(async () => {
  files = await Promise.all([
    ...(['table', 'stream', 'hybrid'] as const).map((style) => makePdf({ style, pages: 2, catalog: '/Names<<>>' })),
    signedTo(makePdf(), { kind: 'p256', level: 'B-LTA', count: 2 }),
    signedTo(makePdf({ style: 'stream' }), { kind: 'p256', level: 'B-LTA' }),
  ]);
});

test('1,000 well-formed files with wrong objects: each answered, and signed validly or refused with a code', async () => {
  let signed = 0;
  for (let i = 0; i < 1000; i++) {
    const base = files[i % files.length]!;
    const numbers = [...new PdfDocument(base).crossReference.keys()];
    const file = updated(base, (update) => {
      for (let k = 0; k <= random(3); k++) {
        const reference = new PdfReference(one(numbers));
        update.replace(reference, mutated(update.document.get(reference.objectNumber)));
      }
    });
    const report = verifyPdf(file, { roots: pki.roots, now: signingTime });
    expect(report.reason, `file ${i}`).not.toBe('unexpected');
    if (report.verdict === 'valid') expect(report.changes.map(({ kind }) => kind)).not.toContain('forbidden');
    const inspection = inspectPdf(file);
    if (!inspection.ok) expect(inspection.refusal.reason, `file ${i}`).not.toBe('unexpected');
    const outcome = await signPdf(file, requestFor(0, { field: 'Moi' }), signer);
    if (!outcome.ok) {
      expect(outcome.refusal.reason, `file ${i}`).not.toBe('unexpected');
      continue;
    }
    signed++;
    const after = verifyPdf(outcome.value.pdf, { roots: pki.roots, now: signingTime });
    const own = after.signatures.find(({ field }) => field === 'Moi');
    expect(own, `file ${i}`).toMatchObject({ verdict: 'valid', coversWholeFile: true });
  }
  expect(signed).toBeGreaterThan(200);
});
