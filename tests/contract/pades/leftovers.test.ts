import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { inspectPdf } from '../../../functions/results/pades/sign/inspect.ts';
import { valueOfOutcome } from '../../support/pades/outcomes.ts';
import { firstExtraObject, makePdf, streamObject } from '../../support/pades/pdf-files.ts';
import { testWith } from '../../support/programs.ts';

const folder = mkdtempSync(join(tmpdir(), 'leftovers-'));
const extra = firstExtraObject();

/** What a program makes of a file. */
const through = (program: string, args: (input: string, output: string) => readonly string[], file: Uint8Array) => {
  const [input, output] = [join(folder, 'in.pdf'), join(folder, 'out.pdf')];
  writeFileSync(input, file);
  execFileSync(program, args(input, output), { stdio: 'pipe' });
  return readFileSync(output);
};

const drawn = async (pages: number) => {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (let n = 0; n < pages; n += 1) document.addPage().drawText(`Trang ${n}`, { font });
  return document;
};

test('a page that pdf-lib takes out leaves content that nothing refers to, which is no file carried along', async () => {
  const document = await PDFDocument.load(await (await drawn(3)).save());
  document.removePage(1);
  for (const useObjectStreams of [true, false]) {
    const file = await document.save({ useObjectStreams });
    expect(valueOfOutcome(inspectPdf(file)).unseen).toEqual([]);
  }
});

const qpdf =
  (...options: readonly string[]) =>
  (input: string, output: string) => [...options, input, output];

type Arguments = (input: string, output: string) => readonly string[];

const writers: readonly [string, string, Arguments][] = [
  ['qpdf', 'qpdf', qpdf()],
  ['qpdf, linearized', 'qpdf', qpdf('--linearize')],
  ['qpdf, in object streams', 'qpdf', qpdf('--object-streams=generate')],
  ['qpdf, linearized and in object streams', 'qpdf', qpdf('--linearize', '--object-streams=generate')],
  ['qpdf, what nothing refers to kept', 'qpdf', qpdf('--preserve-unreferenced')],
  ['Ghostscript', 'gs', (input, output) => ['-q', '-sDEVICE=pdfwrite', '-o', output, input]],
  ['MuPDF', 'mutool', (input, output) => ['clean', input, output]],
  ['MuPDF, a page taken out', 'mutool', (input, output) => ['clean', input, output, '1']],
];

for (const [name, program, args] of writers)
  testWith(program)(`${name} writes files that carry nothing along`, async () => {
    const picture = streamObject(
      Buffer.alloc(64, 1),
      '/Subtype/Image/Width 8/Height 8/BitsPerComponent 8/ColorSpace/DeviceGray',
    );
    const sources = [
      await (await drawn(3)).save(),
      makePdf({ pages: 2, style: 'stream' }),
      makePdf({ page: `/Resources<</XObject<</I ${extra} 0 R>>>>`, objects: [picture] }),
    ];
    for (const source of sources) expect(valueOfOutcome(inspectPdf(through(program, args, source))).unseen).toEqual([]);
  });

testWith('qpdf')('qpdf keeps what is carried along, and it is still found', () => {
  const carrying = makePdf({ objects: [streamObject(Buffer.from('PK\u0003\u0004'))] });
  const kept = through('qpdf', qpdf('--preserve-unreferenced'), carrying);
  expect(inspectPdf(kept)).toMatchObject({ ok: false, refusal: { reason: 'active_content' } });
});
