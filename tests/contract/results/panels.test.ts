import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plannedSigners } from '../../../functions/results/adapters/planned-signers.ts';
import { signersIn } from '../../../functions/results/adapters/table-signers.ts';
import type { SignerRow } from '../../../functions/results/domain/signers.ts';
import type { SigningPlan } from '../../../functions/results/domain/signing-plan.ts';
import { officialTime } from '../../../functions/results/pades/panels/official-time.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { readQrCode } from '../../support/naive-qr.ts';
import { decision, drawnPages } from '../../support/pades/drawn-pages.ts';
import { sealImage, signatureImage } from '../../support/pades/images.ts';
import { inTemporaryFolder, run } from '../../support/pades/oracles.ts';
import { testWith } from '../../support/programs.ts';
import { NOON, resultsHouse } from '../../support/results-house.ts';
import { OFFICER_SET_UP, signersRootPem } from '../../support/signer-set-up.ts';
import { memorySeal, noService } from '../../support/signers.ts';

const judged = testWith('pdfsig', 'pdftotext', 'pdftoppm', 'qpdf');
const SIGNED = NOON + 90_000;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** A result whose officer and seal both sign at once, shown as the plan says. */
const issued = async (plan: Pick<SigningPlan, 'qr'> & { officer?: object; seal?: object }, file?: Buffer) => {
  const rooms = resultsHouse();
  const { house, ports, table } = rooms;
  await ports.trust.putAnchors({ rootsPem: signersRootPem });
  const signerRows = signersIn(table);
  const set = { ...OFFICER_SET_UP, by: 'kms', certificatePem: undefined };
  const officer: SignerRow = { ...set, signerId: 'officer-k', image: base64(signatureImage) };
  await signerRows.put(officer);
  await signerRows.put({ ...set, signerId: 'seal-k', role: 'agency', image: base64(sealImage) });
  const seal = memorySeal();
  const signers = plannedSigners({
    seal: { signerOf: async () => ok(seal), by: async () => ok(seal) },
    ...{ signerRows, trust: ports.trust, csc: noService },
  });
  ports.signers.signerOf = (planned) => signers.signerOf(planned);
  const { officer: shownOfficer, seal: shownSeal, ...more } = plan;
  const panelOf = (panel: object | undefined) => (panel ? { panel } : {});
  house.plan = {
    ...more,
    signatures: [
      { role: 'officer', field: 'Officer', signerId: 'officer-k', by: 'kms', ...panelOf(shownOfficer) },
      { role: 'agency', field: 'AgencySeal', signerId: 'seal-k', by: 'kms', ...panelOf(shownSeal) },
    ],
  } as SigningPlan;
  const upload = file ?? (await drawnPages([decision, decision]));
  const resultId = await rooms.ready(upload);
  const outcome = await rooms.sign(resultId, 'v1', SIGNED);
  const pdf = rooms.storedFile(resultId)?.pdf;
  const entry = (await ports.registry.read(resultId))!;
  const report = pdf && verifyPdf(pdf, { roots: seal.roots, now: new Date(SIGNED) });
  return { ...rooms, outcome, pdf: pdf && Buffer.from(pdf), upload, report, entry, resultId };
};

/** The last page as pixels of 72 dpi. */
const pixels = (pdf: Buffer) =>
  inTemporaryFolder((folder) => {
    writeFileSync(join(folder, 'a.pdf'), pdf);
    spawnSync('pdftoppm', ['-r', '72', '-f', '2', '-l', '2', '-singlefile', join(folder, 'a.pdf'), join(folder, 'a')]);
    const { stdout: ppm } = spawnSync('cat', [join(folder, 'a.ppm')], { maxBuffer: 64 << 20 });
    const start = ppm.toString('latin1', 0, 40).indexOf('255\n') + 4;
    return (x: number, y: number): 'red' | 'blue' | 'other' => {
      const [red = 0, , blue = 0] = ppm.subarray(start + ((841 - y) * 595 + x) * 3);
      return red > blue + 90 ? 'red' : blue > red + 90 ? 'blue' : 'other';
    };
  });

const area = (pdf: Buffer, colour: 'red' | 'blue') => {
  const at = pixels(pdf);
  const found: [number, number][] = [];
  for (let x = 0; x < 595; x += 3) for (let y = 0; y < 842; y += 3) if (at(x, y) === colour) found.push([x, y]);
  const [xs, ys] = [found.map(([x]) => x), found.map(([, y]) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) };
};

/** What lies under the one stamp of the last page, as pixels of 300 dpi: whether each is dark. */
const stampedArea = (pdf: Buffer): boolean[][] =>
  inTemporaryFolder((folder) => {
    const text = pdf.toString('latin1');
    const at = text.indexOf('/Stamp');
    const stamp = text.slice(text.lastIndexOf(' obj', at), text.indexOf('endobj', at));
    const [, numbers = ''] = /\/Rect\s*\[([^\]]+)\]/.exec(stamp) ?? [];
    const inPixels = (points: string | number): number => (Number(points) * 300) / 72;
    const [left = 0, bottom = 0, right = 0, top = 0] = numbers.trim().split(/\s+/).map(inPixels);
    const [x, y] = [Math.floor(left), Math.floor(inPixels(842) - top)];
    const [width, height] = [Math.ceil(right - left), Math.ceil(top - bottom)];
    const part = Object.entries({ x, y, W: width, H: height }).flatMap(([name, value]) => [`-${name}`, `${value}`]);
    writeFileSync(join(folder, 'a.pdf'), pdf);
    const page = ['-r', '300', '-f', '2', '-l', '2', '-singlefile', '-gray', ...part];
    spawnSync('pdftoppm', [...page, join(folder, 'a.pdf'), join(folder, 'a')]);
    const pgm = readFileSync(join(folder, 'a.pgm'));
    const start = pgm.toString('latin1', 0, 40);
    const [header = '', wide = '0', high = '0'] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(start) ?? [];
    const grey = pgm.subarray(header.length);
    return Array.from({ length: Number(high) }, (_, row) =>
      [...grey.subarray(row * Number(wide), (row + 1) * Number(wide))].map((value) => value < 128),
    );
  });

const textOf = (pdf: Buffer): string =>
  inTemporaryFolder((folder) => {
    writeFileSync(join(folder, 'a.pdf'), pdf);
    return spawnSync('pdftotext', ['-layout', join(folder, 'a.pdf'), '-'], { encoding: 'utf8' }).stdout.normalize(
      'NFC',
    );
  });

describe('a plan that shows its signatures as Decree 30/2020 has them', () => {
  judged('puts the signature, blue, between title and name, and the seal, red, over its left third', async () => {
    const { outcome, pdf, report } = await issued({ officer: { look: 'decree30' }, seal: { look: 'decree30' } });
    expect(outcome).toEqual(ok('issued'));
    expect(report).toMatchObject({ verdict: 'valid', coversWholeFile: true });
    const [blue, red] = [area(pdf!, 'blue'), area(pdf!, 'red')];
    expect([blue.bottom > 365, blue.top < 450, blue.left > 300]).toEqual([true, true, true]);
    expect(red.left).toBeLessThan(blue.left);
    expect(red.right).toBeGreaterThan(blue.left - 10);
    expect(red.right - red.left).toBeGreaterThan(90);
    inTemporaryFolder((folder) => {
      writeFileSync(join(folder, 'a.pdf'), pdf!);
      expect(run('pdfsig', ['-nocert', join(folder, 'a.pdf')]).text.match(/Signature is Valid\./g)).toHaveLength(2);
      expect(run('qpdf', ['--check', join(folder, 'a.pdf')]).code).toBe(0);
    });
  });

  judged('or in words: who signed, and when to the second with the zone', async () => {
    const { pdf } = await issued({ officer: { look: 'text' }, seal: { look: 'none' } });
    expect(textOf(pdf!)).toContain('Dấu Sở Tư pháp');
    expect(textOf(pdf!)).toContain(officialTime(new Date(SIGNED)));
  });

  judged(
    'and a QR code holds the address of its verification page and nothing else, before anybody signs',
    async () => {
      const { pdf, upload, report, entry } = await issued({ qr: true });
      expect(report).toMatchObject({ verdict: 'valid' });
      expect(pdf!.subarray(0, upload.length).equals(upload)).toBe(true);
      const address = `https://motcua.example.vn/verify/${entry.intended.verificationCode}`;
      const said = Buffer.from(address, 'latin1').toString('hex').toUpperCase();
      expect(pdf!.toString('latin1').toUpperCase()).toContain(said);
      expect(readQrCode(stampedArea(pdf!))).toBe(address);
    },
  );

  test('gives the same bytes at each try', async () => {
    const shown = { officer: { look: 'decree30' }, seal: { look: 'text' }, qr: true } as const;
    const file = await drawnPages([decision, decision]);
    const { house, sign, resultId, pdf, stored } = await issued(shown, file);
    expect(pdf).toBeDefined();
    const again = await issued(shown, file);
    // The seal of each house has a certificate of its own: what differs is of one length.
    expect(again.pdf!.length).toBe(pdf!.length);
    expect(house.timestamping).toBeUndefined();
    expect(await sign(resultId, 'v1', SIGNED + 1)).toEqual(ok('done before'));
    expect(stored.size).toBe(1);
  });
});

describe('numbers of a plan', () => {
  const at = { page: -1, x: 320, y: 100, width: 150, height: 60 };

  judged('put a panel where they say', async () => {
    const { pdf } = await issued({ officer: { look: 'decree30', at } });
    const blue = area(pdf!, 'blue');
    expect(blue.left).toBeGreaterThanOrEqual(318);
    expect(blue.right).toBeLessThanOrEqual(472);
    expect([blue.bottom >= 98, blue.top <= 162]).toEqual([true, true]);
  });

  test.each([
    ['over text', { ...at, y: 440 }],
    ['outside the page', { ...at, x: 500 }],
    ['on a page that is not there', { ...at, page: 9 }],
  ])('%s refuse the document, and nobody has signed it', async (_, wrong) => {
    const { outcome, entry } = await issued({ officer: { look: 'decree30', at: wrong } });
    expect(outcome).toEqual(ok('refused:no_room_for_panel'));
    expect(entry).toMatchObject({ state: 'refused', refusal: { reason: 'no_room_for_panel' }, asked: [], made: [] });
  });

  test('let the seal lie over the signature; without any, a file that is full is refused', async () => {
    const { outcome } = await issued({ officer: { look: 'decree30', at }, seal: { look: 'decree30' } });
    expect(outcome).toEqual(ok('issued'));
    const full = await drawnPages([
      Array.from({ length: 60 }, (_, i) => ({ text: 'x'.repeat(80), x: 20, y: 830 - 14 * i })),
    ]);
    expect((await issued({ officer: { look: 'text' } }, full)).outcome).toEqual(ok('refused:no_room_for_panel'));
  });
});
