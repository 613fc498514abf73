import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import {
  drawImagePanel,
  drawMarginPanel,
  drawSignerPanel,
  drawVerificationPanel,
} from '../../../functions/results/pades/panels/decree-30.ts';
import { officialTime } from '../../../functions/results/pades/panels/official-time.ts';
import { onPage, sealOver, topRight } from '../../../functions/results/pades/panels/placement.ts';
import type { Rectangle } from '../../../functions/results/pades/pdf/rectangle.ts';
import { reserveFields } from '../../../functions/results/pades/sign/reserve-fields.ts';
import { signPdf } from '../../../functions/results/pades/sign/sign-pdf.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { signerOf, signingTime } from '../../support/pades/development-pki.ts';
import { panelFonts, png, sealImage, signatureImage } from '../../support/pades/images.ts';
import { inTemporaryFolder, judged, objections, run } from '../../support/pades/oracles.ts';
import { reasonOf, valueOfOutcome } from '../../support/pades/outcomes.ts';
import { makePdf } from '../../support/pades/pdf-files.ts';
import { pki, requestFor, services } from '../../support/pades/scenario.ts';

const page: Rectangle = [0, 0, 595, 842];
const signerBox: Rectangle = [300, 120, 540, 280];
const imageBox: Rectangle = [330, 150, 510, 240];
const sealBox = sealOver(imageBox);
const marginBox = topRight(page, { width: 200, height: 45 });
const qrBox: Rectangle = [40, 40, 120, 130];
const sizeOf = ([left, bottom, right, top]: Rectangle) => ({ width: right - left, height: top - bottom });

let signed: Buffer;
beforeAll(async () => {
  const fields = [
    { field: 'CanBo', rectangle: signerBox },
    { field: 'CoQuan', rectangle: sealBox, over: 'CanBo' },
    { field: 'SaoY', rectangle: marginBox },
    { field: 'TraCuu', rectangle: qrBox },
  ];
  const panels = [
    drawSignerPanel(
      panelFonts,
      { title: ['KT. Chủ tịch', 'Phó Chủ tịch'], name: 'Nguyễn Thị Ánh Nguyệt', signatureImage },
      sizeOf(signerBox),
    ),
    drawImagePanel(panelFonts, sealImage, sizeOf(sealBox)),
    drawMarginPanel(
      panelFonts,
      { kind: 'copy', form: 'SAO Y', agency: 'Ủy ban nhân dân thành phố Đà Nẵng', signedAt: signingTime },
      sizeOf(marginBox),
    ),
    drawVerificationPanel(
      panelFonts,
      { address: 'https://motcua.example.vn/verify/7GQ4KD2M9XTA', caption: 'Quét mã để tra cứu' },
      sizeOf(qrBox),
    ),
  ];
  let pdf = valueOfOutcome(reserveFields(makePdf(), fields, { fileId: Buffer.alloc(16, 1) }));
  for (const [index, drawing] of panels.entries()) {
    const request = requestFor(index, { field: fields[index]!.field, panel: valueOfOutcome(await drawing) });
    pdf = valueOfOutcome(await signPdf(pdf, request, signerOf(pki, 'p256'), { timestamp: services.client() })).pdf;
  }
  signed = Buffer.from(pdf);
});

/** The page as pixels: 72 dpi, one a point. */
function pixels(pdf: Buffer) {
  return inTemporaryFolder((folder) => {
    writeFileSync(join(folder, 'a.pdf'), pdf);
    run('pdftoppm', ['-r', '72', '-singlefile', join(folder, 'a.pdf'), join(folder, 'a')]);
    const ppm = readFileSync(join(folder, 'a.ppm'));
    const [, width = '0'] = /^P6\s+(\d+)\s+\d+\s+255\s/.exec(ppm.toString('latin1', 0, 40)) ?? [];
    const start = ppm.toString('latin1', 0, 40).indexOf('255\n') + 4;
    return (x: number, y: number) => [...ppm.subarray(start + ((841 - y) * Number(width) + x) * 3).subarray(0, 3)];
  });
}

judged('four visible panels are valid to every judge, and the document is otherwise unchanged', () => {
  expect(verifyPdf(signed, { roots: pki.roots, now: signingTime })).toMatchObject({ verdict: 'valid', level: 'B-T' });
  expect(objections(signed, { root: pki.root.certificate, at: signingTime, signatures: 4, timestamps: 0 })).toEqual([]);
});

judged('the signer image is blue between title and name, the seal red over its left third, the copy text black', () => {
  const at = pixels(signed);
  const colourOf = ([red = 0, green = 0, blue = 0]: number[]) => {
    if (red > 200 && green > 200 && blue > 200) return 'white';
    return blue > red + 60 ? 'blue' : red > blue + 60 ? 'red' : 'black';
  };
  const middle = (sealBox[1] + sealBox[3]) / 2;
  expect(colourOf(at(460, 199))).toBe('blue');
  expect(colourOf(at(Math.round(sealBox[2] - 8), Math.round(middle)))).toBe('red');
  expect(colourOf(at(Math.round(sealBox[0] + 20), Math.round(middle)))).toBe('red');
  expect(colourOf(at(20, 400))).toBe('white');
});

judged('the text of the panels can be read back, and fonts are embedded', () => {
  inTemporaryFolder((folder) => {
    const file = join(folder, 'a.pdf');
    writeFileSync(file, signed);
    const text = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).stdout.normalize('NFC');
    for (const words of [
      'KT. CHỦ TỊCH',
      'PHÓ CHỦ TỊCH',
      'Nguyễn Thị Ánh Nguyệt',
      'SAO Y',
      'Ủy ban nhân dân',
      '+07:00',
      'Quét mã để tra cứu',
    ])
      expect(text).toContain(words);
    expect(text).toContain('20/11/2026; 17:00:00');
    const fonts = run('pdffonts', [file]).text;
    for (const line of fonts.split('\n').filter((one) => one.includes('Tinos')))
      expect(line).toMatch(/yes\s+(yes|no)\s+yes/);
  });
});

test('the seal stands in its real size and covers the left third of the image', () => {
  const { width, height } = sizeOf(sealBox);
  expect(width).toBeCloseTo((36 * 72) / 25.4);
  expect(height).toBeCloseTo(width);
  expect(sealBox[2]).toBe(imageBox[0] + (imageBox[2] - imageBox[0]) / 3);
});

judged('an annex in its own file: number and time at the top right of page 1', async () => {
  const content = { kind: 'annex', documentNumber: '12/QĐ-UBND', signedAt: signingTime } as const;
  const panel = valueOfOutcome(await drawMarginPanel(panelFonts, content, sizeOf(marginBox)));
  const pdf = valueOfOutcome(
    await signPdf(makePdf(), requestFor(0, { rectangle: marginBox, panel }), signerOf(pki, 'p256')),
  ).pdf;
  inTemporaryFolder((folder) => {
    const file = join(folder, 'a.pdf');
    writeFileSync(file, pdf);
    const text = spawnSync('pdftotext', ['-x', '350', '-y', '0', '-W', '245', '-H', '100', file, '-'], {
      encoding: 'utf8',
    }).stdout;
    expect(text.normalize('NFC')).toContain('12/QĐ-UBND');
    expect(text).toContain(officialTime(signingTime));
  });
});

test('decomposed text is composed, a character the font lacks is refused', async () => {
  const size = { width: 200, height: 100 };
  const draw = (name: string) => drawSignerPanel(panelFonts, { title: [], name, signatureImage }, size);
  expect((await draw('Đặng Thị Ặng ₫'.normalize('NFD'))).ok).toBe(true);
  expect(await draw('王')).toMatchObject({ refusal: { reason: 'missing_glyph', detail: 'U+738B' } });
});

test('an image without transparency, or no PNG, is refused', async () => {
  const size = { width: 100, height: 100 };
  const opaque = Buffer.from(png(4, 4, () => [255, 0, 0, 255]));
  opaque[25] = 2;
  expect(reasonOf(await drawImagePanel(panelFonts, opaque, size))).toBe('panel_image_unsuitable');
  expect(reasonOf(await drawImagePanel(panelFonts, Buffer.from('GIF89a'), size))).toBe('panel_image_unsuitable');
});

test('no other field may lie over the signer', () => {
  const fields = [
    { field: 'CanBo', rectangle: signerBox },
    { field: 'CoQuan', rectangle: sealBox },
  ];
  expect(reasonOf(reserveFields(makePdf(), fields, { fileId: Buffer.alloc(16) }))).toBe('widget_overlap');
});

/** A picture of the only page as its reader sees it. */
const pictureOf = (pdf: Uint8Array): Buffer =>
  inTemporaryFolder((folder) => {
    writeFileSync(join(folder, 'a.pdf'), pdf);
    run('pdftoppm', [
      '-r',
      '36',
      '-aa',
      'no',
      '-aaVector',
      'no',
      '-singlefile',
      join(folder, 'a.pdf'),
      join(folder, 'a'),
    ]);
    return readFileSync(join(folder, 'a.ppm'));
  });

const shareOfOtherPixels = (a: Buffer, b: Buffer): number => {
  expect(a.length).toBe(b.length);
  return a.filter((byte, at) => Math.abs(byte - (b[at] ?? 0)) > 64).length / a.length;
};

judged('on a page that is shown turned a panel stands where and as it does on one that is not', async () => {
  const shown: Rectangle = [60, 90, 300, 250];
  const panel = await drawSignerPanel(
    panelFonts,
    { title: ['Chủ tịch'], name: 'Nguyễn Thị Ánh Nguyệt', signatureImage },
    sizeOf(shown),
  );
  const signedOn = async (box: Rectangle, rotation: 0 | 90 | 180 | 270) => {
    const base = makePdf({ text: ' ', page: `/MediaBox[${box.join(' ')}]/Rotate ${rotation}` });
    const request = requestFor(0, {
      field: 'CanBo',
      rectangle: onPage(shown, box, rotation),
      panel: valueOfOutcome(panel),
    });
    return valueOfOutcome(await signPdf(base, request, signerOf(pki, 'p256'))).pdf;
  };
  const tall: Rectangle = [0, 0, 595, 842];
  const wide: Rectangle = [0, 0, 842, 595];
  const upright = { tall: pictureOf(await signedOn(tall, 0)), wide: pictureOf(await signedOn(wide, 0)) };
  expect(shareOfOtherPixels(upright.tall, pictureOf(makePdf({ text: ' ' })))).toBeGreaterThan(0.002);
  for (const [box, rotation, expected] of [
    [wide, 90, upright.tall],
    [tall, 180, upright.tall],
    [wide, 270, upright.tall],
    [tall, 90, upright.wide],
  ] as const) {
    const pdf = await signedOn(box, rotation);
    expect(shareOfOtherPixels(pictureOf(pdf), expected), `${rotation}`).toBeLessThan(0.0005);
    expect(verifyPdf(pdf, { roots: pki.roots, now: signingTime }).verdict).toBe('valid');
  }
});
