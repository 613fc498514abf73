import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { developmentPki, signingTime } from '../../support/pades/development-pki.ts';
import { inTemporaryFolder, judged, objections, run } from '../../support/pades/oracles.ts';
import { combinations, pairwise } from '../../support/pades/pairwise.ts';
import { makePdf } from '../../support/pades/pdf-files.ts';
import { pki, signedTo } from '../../support/pades/scenario.ts';

const matrix = {
  kind: ['rsa2048', 'rsa3072', 'pss3072', 'p256'],
  style: ['table', 'stream', 'hybrid'],
  count: [1, 2, 5],
  level: ['B-B', 'B-T', 'B-LT', 'B-LTA'],
} as const;

const cases = process.env.NIGHTLY ? combinations(matrix) : pairwise(matrix);

judged.each(cases)(
  '$kind, $style, $count signers, $level: openssl, pdfsig and qpdf accept it, and so do we',
  async (one) => {
    const pdf = await signedTo(makePdf({ style: one.style }), one);
    const timestamps = one.level === 'B-LTA' ? 1 : 0;
    expect(objections(pdf, { root: pki.root.certificate, at: signingTime, signatures: one.count, timestamps })).toEqual(
      [],
    );
    const report = verifyPdf(pdf, { roots: pki.roots, now: signingTime });
    expect(report).toMatchObject({ verdict: 'valid', level: one.level });
  },
);

judged.each(['rsa4096', 'p256raw', 'p384'] as const)('%s at B-LTA is accepted too', async (kind) => {
  const pdf = await signedTo(makePdf(), { kind, level: 'B-LTA', count: 2 });
  expect(objections(pdf, { root: pki.root.certificate, at: signingTime, signatures: 2, timestamps: 1 })).toEqual([]);
});

judged('the judges do object: to a changed byte, to another root', async () => {
  const pdf = await signedTo(makePdf(), { level: 'B-LTA' });
  const judged = { at: signingTime, signatures: 1, timestamps: 1 };
  const changed = Buffer.from(pdf);
  changed[60] = changed[60]! ^ 1;
  const said = objections(changed, { ...judged, root: pki.root.certificate }).join();
  expect(said).toContain('openssl cms');
  expect(said).toContain('openssl ts');
  expect(said).toContain('pdfsig');
  expect(objections(pdf, { ...judged, root: developmentPki().root.certificate }).join()).toContain('openssl cms');
});

judged.each([
  ['linearized', ['--linearize']],
  ['linearized with object streams', ['--linearize', '--object-streams=generate']],
  ['rotated', ['--rotate=+90']],
])('a file that qpdf made %s is accepted by all when signed at B-LTA', async (_, options) => {
  const base = inTemporaryFolder((folder) => {
    writeFileSync(join(folder, 'in.pdf'), makePdf({ pages: 3 }));
    run('qpdf', [...options, join(folder, 'in.pdf'), join(folder, 'out.pdf')]);
    return readFileSync(join(folder, 'out.pdf'));
  });
  const pdf = await signedTo(base, { kind: 'p256', level: 'B-LTA', count: 2 });
  expect(pdf.subarray(0, base.length).equals(base)).toBe(true);
  expect(objections(pdf, { root: pki.root.certificate, at: signingTime, signatures: 2, timestamps: 1 })).toEqual([]);
  expect(verifyPdf(pdf, { roots: pki.roots, now: signingTime })).toMatchObject({ verdict: 'valid', level: 'B-LTA' });
});
