import { beforeAll, describe, expect, test } from 'vitest';
import { dictionary, name } from '../../../functions/results/pades/pdf/objects.ts';
import { extendToArchive } from '../../../functions/results/pades/sign/extend.ts';
import { inspectPdf } from '../../../functions/results/pades/sign/inspect.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { signingTime } from '../../support/pades/development-pki.ts';
import { followedObjects } from '../../support/pades/lenient-reader.ts';
import { reasonOf, valueOfOutcome } from '../../support/pades/outcomes.ts';
import { makePdf } from '../../support/pades/pdf-files.ts';
import { pki, services, signedTo } from '../../support/pades/scenario.ts';
import { updated } from '../../support/pades/tampering.ts';
import {
  exactEntry,
  plainTail,
  type WrittenEntry,
  type WrittenUpdate,
  withHybridUpdate,
  withUpdate,
} from '../../support/pades/update-text.ts';

// An update is known only where its every byte belongs to what its own section lists, and every reader reads it alike.

const verify = (pdf: Uint8Array) => verifyPdf(pdf, { roots: pki.roots, now: signingTime });
const content = 'BT /F1 18 Tf 72 700 Td (So tien 500.000.000 dong) Tj ET';
const otherContent = `<</Length ${content.length}>>\nstream\n${content}\nendstream`;
const trailer = (size: number, previous: number) => `/Size ${size}/Root 1 0 R/Info 4 0 R/Prev ${previous}`;

let signed: Buffer;
let catalog: string;
beforeAll(async () => {
  signed = await signedTo(makePdf(), { kind: 'p256' });
  catalog = followedObjects(signed).get(1)!;
});

const catalogIn = (pdf: Buffer): number => /(?:.*\n)1 0 obj/s.exec(pdf.toString('latin1'))![0].length - 7;

/** An update whose objects replace the page's text, unless the reader follows the section that does not list them. */
const forged = (base: Buffer, entries: readonly WrittenEntry[], more: Partial<WrittenUpdate> = {}): Buffer =>
  withUpdate(base, {
    style: 'table',
    objects: [{ number: 3, header: '3 0 obj', body: otherContent }],
    entries,
    trailer,
    ...more,
  });

const contentIn = (pdf: Buffer): number => pdf.indexOf('\n3 0 obj') + 1;
const free = { offset: 0, kind: 'f' } as const;

/** A page that shows other content, packed where the section does not say. */
const packedPage = '5 0 <</Type/Page/Parent 2 0 R/Contents 900 0 R>>';

const forgeries: [string, (base: Buffer) => Buffer][] = [
  ['unlisted beside an entry that repeats another', (base) => forged(base, [{ number: 1, offset: catalogIn(base) }])],
  [
    'entries of fewer than 20 bytes, and another generation',
    (base) =>
      forged(base, [{ number: 1, offset: catalogIn(base), generation: 1 }], {
        entryText: (offset, generation, kind) => `${offset} ${generation} ${kind}\n`,
      }),
  ],
  [
    'another generation of the catalog',
    (base) => forged(base, [{ number: 1, offset: catalogIn(base), generation: 1 }]),
  ],
  [
    '/Root with another generation',
    (base) =>
      forged(base, [{ number: 1, offset: catalogIn(base) }], {
        trailer: (size, previous) => trailer(size, previous).replace('1 0 R', '1 1 R'),
      }),
  ],
  ['listed under another number', (base) => forged(base, [{ number: 900, offset: { objectAt: 0 } }])],
  ['listed as free', (base) => forged(base, [{ number: 3, offset: 0, generation: 1, kind: 'f' }])],
  [
    'listed twice',
    (base) =>
      forged(base, [
        { number: 3, offset: { objectAt: 0 } },
        { number: 3, offset: 300 },
      ]),
  ],
  [
    'or none: free in the table of a hybrid file, where it was in the stream',
    (base) => withHybridUpdate(base, [], [{ number: 3, ...free, generation: 1 }], () => [[3, 1, contentIn(base), 0]]),
  ],
  [
    'elsewhere in the stream of a hybrid file',
    (base) =>
      withHybridUpdate(
        base,
        [{ number: 900, header: '900 0 obj', body: otherContent }],
        [
          { number: 3, offset: contentIn(base) },
          { number: 900, offset: { objectAt: 1 } },
        ],
        ([at = 0]) => [[3, 1, at, 0]],
      ),
  ],
  [
    'in an object stream of which nothing is listed',
    (base) =>
      withUpdate(base, {
        style: 'table',
        objects: [
          { number: 900, header: '900 0 obj', body: otherContent },
          {
            number: 901,
            header: '901 0 obj',
            body: `<</Type/ObjStm/N 1/First 4/Length ${packedPage.length}>>\nstream\n${packedPage}\nendstream`,
          },
        ],
        entries: [900, 901].map((number, objectAt) => ({ number, offset: { objectAt } })),
        trailer,
      }),
  ],
  [
    'behind a second header',
    (base) => forged(base, [{ number: 1, offset: catalogIn(base) }], { beforeSection: '%PDF-1.7\n' }),
  ],
];

/** Another document than the trailer names, by what the stream of a hybrid file says besides. */
const withOther = (base: Buffer, said: string): Buffer => {
  const other = { number: 900, header: '900 0 obj', body: '<</Pages 2 0 R>>' };
  return withHybridUpdate(base, [other], [{ number: 900, offset: { objectAt: 1 } }], () => [], said);
};

test('another document in the stream of a hybrid file is seen', () => {
  expect(verify(withOther(signed, '/Root 1 0 R')).verdict).toBe('valid');
  for (const said of ['/Root 900 0 R', '/Root 1 0 R/AdditionalStreams[900 0 R]', '/Root 1 0 R/Encrypt 900 0 R'])
    expect(verify(withOther(signed, said)).verdict).toBe('invalid');
  expect(reasonOf(inspectPdf(withOther(makePdf(), '/AdditionalStreams[900 0 R]')))).toBe('active_content');
  expect(reasonOf(inspectPdf(withOther(makePdf(), '/Encrypt 900 0 R')))).toBe('encrypted');
});

test.each(forgeries)('other content, %s: invalid, a time stamp of our own over it or not', async (_, make) => {
  const pdf = make(signed);
  expect(verify(pdf).verdict).toBe('invalid');
  expect(verifyPdf(pdf, { roots: pki.roots, now: signingTime, requireRevocation: true }).verdict).toBe('invalid');
  const archived = await extendToArchive(pdf, services.client(), services.extension());
  if (archived.ok) expect(verify(archived.value).verdict).toBe('invalid');
});

test.each(forgeries)('other content, %s: such an upload is refused', (_, make) => {
  expect(reasonOf(inspectPdf(make(makePdf())))).toBe('damaged');
});

describe('lawful updates as others write them', () => {
  const first = 900;
  const lawful = (more: Partial<WrittenUpdate> & { readonly base?: Buffer } = {}): Buffer =>
    withUpdate(more.base ?? signed, {
      style: 'table',
      objects: [
        { number: 1, header: '1 0 obj', body: catalog.replace(/>>$/, `/DSS ${first} 0 R>>`) },
        { number: first, header: `${first} 0 obj`, body: `<</Type/DSS/Certs[${first + 1} 0 R]>>` },
        { number: first + 1, header: `${first + 1} 0 obj`, body: '<</Length 4>>\nstream\n0000\nendstream' },
      ],
      entries: [1, first, first + 1].map((number, objectAt) => ({ number, offset: { objectAt } })),
      trailer,
      ...more,
    });

  beforeAll(async () => {
    signed = await signedTo(makePdf(), { kind: 'p256' });
    catalog = followedObjects(signed).get(1)!;
  });

  test.each<[string, () => Partial<WrittenUpdate>]>([
    ['as it is', () => ({})],
    [
      'a comment of the writer behind the trailer (iText)',
      () => ({ tail: (at) => `%iText-Core-8.0.2\n${plainTail(at)}` }),
    ],
    ['lines that end in CR LF', () => ({ tail: (at) => plainTail(at).replaceAll('\n', '\r\n'), entryText: crLf })],
    ['entries that end in space and CR', () => ({ entryText: (...of) => exactEntry(...of).replace('\n', '\r') })],
    ['a heading space in the subsections', () => ({ subsection: (at, count) => `${at} ${count} \n` })],
    ['an empty line before the section', () => ({ beforeSection: '\r\n\n' })],
    ['the mark of a binary file', () => ({ beforeSection: '%\xe2\xe3\xcf\xd3\n' })],
    ['no line end behind %%EOF', () => ({ tail: (at) => plainTail(at).trimEnd() })],
    ['some line ends behind %%EOF', () => ({ tail: (at) => `${plainTail(at)}\r\n\n` })],
  ])('%s', (_, more) => {
    const pdf = lawful(more());
    expect(verify(pdf)).toMatchObject({ verdict: 'valid', changes: [{ code: 'validation_data_added' }] });
  });

  test('the head of the free list stands in it (PDFBox), and entries that say again what holds', () => {
    const again = { number: 3, offset: signed.indexOf('3 0 obj') };
    const head = { number: 0, offset: 0, generation: 65535, kind: 'f' } as const;
    const own = [1, first, first + 1].map((number, objectAt) => ({ number, offset: { objectAt } }));
    expect(verify(lawful({ entries: [head, ...own.slice(0, 1), again, ...own.slice(1)] })).verdict).toBe('valid');
  });

  test('a hybrid file, whose table calls free what it adds', () => {
    const [head, certificates] = [first, first + 1];
    const objects = [
      { number: 1, header: '1 0 obj', body: catalog.replace(/>>$/, `/DSS ${head} 0 R>>`) },
      { number: head, header: `${head} 0 obj`, body: `<</Type/DSS/Certs[${certificates} 0 R]>>` },
      { number: certificates, header: `${certificates} 0 obj`, body: '<</Length 4>>\nstream\n0000\nendstream' },
    ];
    const open = [
      { number: 0, ...free, generation: 65535 },
      { number: 1, offset: { objectAt: 1 } },
      { number: head, ...free },
      { number: certificates, ...free },
    ];
    const pdf = withHybridUpdate(signed, objects, open, ([, at = 0, behind = 0]) => [
      [head, 1, at, 0],
      [certificates, 1, behind, 0],
    ]);
    expect(verify(pdf)).toMatchObject({ verdict: 'valid', changes: [{ code: 'validation_data_added' }] });
  });

  test('a second one behind it, and a white line between them', () => {
    const once = lawful({ tail: (at) => `${plainTail(at)}\n` });
    const twice = withUpdate(once, {
      style: 'table',
      objects: [
        { number: first, header: `${first} 0 obj`, body: `<</Type/DSS/Certs[${first + 1} 0 R ${first + 1} 0 R]>>` },
      ],
      entries: [{ number: first, offset: { objectAt: 0 } }],
      trailer,
    });
    expect(verify(twice).verdict).toBe('valid');
  });
});

const crLf = (offset: number, generation: number, kind: string) =>
  exactEntry(offset, generation, kind).replace(' \n', '\r\n');

describe('a signed file that readers do not agree on', () => {
  const short = (pdf: Buffer) => Buffer.from(pdf.toString('latin1').replaceAll(' 00000 n \n', ' 00000 n  '), 'latin1');

  test('stays valid while nothing stands behind its signature, and is not settled once something does', async () => {
    const irregular = await signedTo(short(makePdf()), { kind: 'p256' });
    expect(verify(irregular).verdict).toBe('valid');
    const extended = valueOfOutcome(await extendToArchive(irregular, services.client(), services.extension()));
    expect(verify(extended)).toMatchObject({ verdict: 'indeterminate', reason: 'signed_revision_ambiguous' });
  });

  test('is not taken for signing', () => {
    expect(reasonOf(inspectPdf(short(makePdf())))).toBe('damaged');
  });
});

test('a first object that tells viewers to open the file from its start, once an update gives it that length', async () => {
  const extendedTo = async (length: number) => {
    const base = makePdf({ catalog: `/Linearized 1/L ${String(length).padStart(8, '0')}` });
    const signedBase = await signedTo(base, { kind: 'p256' });
    expect(verify(signedBase).verdict).toBe('valid');
    return updated(signedBase, (update) => {
      const store = update.add(dictionary({ Type: name('DSS') }));
      update.replace(update.document.rootReference, new Map(update.document.catalog).set('DSS', store));
    });
  };
  const harmless = await extendedTo(0);
  expect(verify(harmless).verdict).toBe('valid');
  const prepared = await extendedTo(harmless.length);
  expect(prepared.length).toBe(harmless.length);
  expect(verify(prepared)).toMatchObject({ verdict: 'invalid', reason: expect.stringContaining('linearized') });
});
