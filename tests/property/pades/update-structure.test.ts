import { beforeAll, expect, test } from 'vitest';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { signingTime } from '../../support/pades/development-pki.ts';
import { forgedUpdate } from '../../support/pades/forged-updates.ts';
import { followedObjects, type SeenObjects, scannedObjects } from '../../support/pades/lenient-reader.ts';
import { makePdf } from '../../support/pades/pdf-files.ts';
import { pictures, rendered } from '../../support/pades/renderers.ts';
import { pki, signedTo } from '../../support/pades/scenario.ts';
import { Choices } from '../../support/pades/update-text.ts';

// Behind a signature stands an update that says one thing to a strict reader and another to a forgiving one. Whatever is called
// valid must show every viewer what was signed.

const nightly = Boolean(process.env.NIGHTLY);
const mutants = nightly ? 20_000 : 900;
const drawn = nightly ? 400 : 8;
const styles = ['table', 'stream', 'hybrid'] as const;
const verdictOf = (pdf: Uint8Array) => verifyPdf(pdf, { roots: pki.roots, now: signingTime }).verdict;

let signed: Buffer[];
beforeAll(async () => {
  signed = await Promise.all(styles.map((style) => signedTo(makePdf({ style }), { kind: 'p256' })));
});

const sectionStyle = (base: number, choices: Choices) =>
  styles[base] === 'hybrid'
    ? choices.one(['table', 'stream'] as const)
    : styles[base] === 'stream'
      ? 'stream'
      : 'table';

function* updates(count: number, seed: number): Generator<{ base: Buffer; pdf: Buffer }> {
  const choices = new Choices(seed);
  for (let i = 0; i < count; i++) {
    const base = i % signed.length;
    yield { base: signed[base]!, pdf: forgedUpdate(signed[base]!, sectionStyle(base, choices), choices) };
  }
}

/** Numbers of objects that a reader sees otherwise than before; the catalog may have gained its validation data. */
function changed(read: (pdf: Buffer) => SeenObjects, base: Buffer, pdf: Buffer): number[] {
  const before = read(base);
  const after = read(pdf);
  const without = (text = '') =>
    (text.includes('stream') ? text : text.replace(/%[^\r\n]*/g, '').trim()).replace(/\/DSS \d+ 0 R/, '');
  return [...before.keys()].filter((number) => without(after.get(number)) !== without(before.get(number)));
}

test.each(styles)('an update that adds validation data to a file with a %s is valid as it is', (style) => {
  const base = styles.indexOf(style);
  const section = style === 'stream' ? 'stream' : 'table';
  for (const seed of [1, 2, 3, 4]) {
    const pdf = forgedUpdate(signed[base]!, section, new Choices(seed), true);
    expect(verdictOf(pdf), pdf.subarray(signed[base]!.length).toString('latin1')).toBe('valid');
  }
});

test(`${mutants} spellings of an update: none is valid that a forgiving reader takes otherwise`, () => {
  let valid = 0;
  let seenOtherwise = 0;
  for (const { base, pdf } of updates(mutants, 20261127)) {
    const seen = [...changed(scannedObjects, base, pdf), ...changed(followedObjects, base, pdf)];
    if (seen.length > 0) seenOtherwise++;
    if (verdictOf(pdf) !== 'valid') continue;
    valid++;
    expect(seen, pdf.subarray(base.length).toString('latin1')).toEqual([]);
  }
  expect(valid).toBeGreaterThan(mutants / 20);
  expect(seenOtherwise).toBeGreaterThan(mutants / 5);
  console.info(`update spellings: ${mutants}, ${valid} valid, ${seenOtherwise} seen otherwise by a forgiving reader`);
});

rendered('none is valid that poppler, mupdf or ghostscript draws otherwise', () => {
  const shown = new Map(signed.map((base) => [base, pictures(base)]));
  const left = { valid: drawn, invalid: drawn };
  let drawnOtherwise = 0;
  for (const { base, pdf } of updates(mutants, 20261128)) {
    const verdict = verdictOf(pdf) === 'valid' ? 'valid' : 'invalid';
    if (left.valid <= 0 && left.invalid <= 0) break;
    if (left[verdict]-- <= 0) continue;
    const after = pictures(pdf);
    if (verdict === 'valid') expect(after, pdf.subarray(base.length).toString('latin1')).toEqual(shown.get(base));
    else if (JSON.stringify(after) !== JSON.stringify(shown.get(base))) drawnOtherwise++;
  }
  expect(drawnOtherwise, 'forgeries that a renderer falls for').toBeGreaterThan(0);
  console.info(`update spellings drawn: ${drawn} valid, ${drawn} others, ${drawnOtherwise} of those drawn otherwise`);
});
