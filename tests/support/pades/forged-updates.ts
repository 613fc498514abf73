import { followedObjects } from './lenient-reader.ts';
import {
  type Choices,
  exactEntry,
  plainTail,
  type WrittenEntry,
  type WrittenUpdate,
  withUpdate,
} from './update-text.ts';

// Updates behind a signature that adds validation data, spelled in many ways: lawful ones, clumsy ones, and ones that carry
// other content for the page past a reader that trusts its own reading.

/** The object that holds the page's content in a file of `makePdf`. */
const contentObject = 3;
const catalogObject = 1;

const forgedContent = 'BT /F1 18 Tf 72 700 Td (So tien 500.000.000 dong) Tj ET';
const forgedBody = `<</Length ${forgedContent.length}>>\nstream\n${forgedContent}\nendstream`;

type Draft = { -readonly [K in keyof WrittenUpdate]: WrittenUpdate[K] } & { readonly oldContent: number };
type Mutation = (draft: Draft, choices: Choices) => void;

const fillers = [
  '\n',
  '\r\n',
  ' ',
  '\0',
  '\t\f',
  '% a note\n',
  '%iText-9.0\n',
  '%%EOF\n',
  '%PDF-1.7\n',
  '% 3 0 obj\n',
  'junk\n',
  '0\n',
  '(',
  `3 0 obj\n${forgedBody}\nendobj\n`,
  'trailer\n<</Root 1 0 R>>\n',
  'startxref\n9\n%%EOF\n',
  '%\xe2\xe3\xcf\xd3\r',
];
const headers = [
  '3 0 obj',
  '3 1 obj',
  '3 0\tobj',
  '3\n0\nobj',
  '3 0 %\nobj',
  '3 %\r0 obj',
  '03 0 obj',
  '3 00 obj',
  '%\n3 0 obj',
  '% 3 0 obj',
  '3 0obj',
  '(3 0 obj',
  '+3 0 obj',
];

const add = (draft: Draft, entry: WrittenEntry) => {
  draft.entries = [...draft.entries, entry];
};

/** Other content for the page, and what the section says of it. */
const forgeContent: Mutation = (draft, choices) => {
  const at = { objectAt: draft.objects.length };
  draft.objects = [...draft.objects, { number: contentObject, header: choices.one(headers), body: forgedBody }];
  const lists: WrittenEntry[][] = [
    [],
    [{ number: contentObject, offset: at }],
    [{ number: contentObject, offset: at, generation: 1 }],
    [{ number: contentObject, offset: draft.oldContent }],
    [{ number: contentObject, offset: draft.oldContent, generation: 1 }],
    [{ number: contentObject, offset: 0, kind: 'f', generation: 65535 }],
    [
      { number: contentObject, offset: at },
      { number: contentObject, offset: draft.oldContent },
    ],
    [
      { number: contentObject, offset: draft.oldContent },
      { number: contentObject, offset: at },
    ],
    [{ number: 900, offset: at }],
  ];
  for (const entry of choices.one(lists)) add(draft, entry);
};

const mutations: readonly Mutation[] = [
  forgeContent,
  forgeContent,
  (draft, choices) => {
    draft.entryText = choices.one([
      (offset, generation, kind) => `${exactEntry(offset, generation, kind).trimEnd()}\n`,
      (offset, generation, kind) => `${exactEntry(offset, generation, kind).trimEnd()}\r\n`,
      (offset, generation, kind) => `${exactEntry(offset, generation, kind).trimEnd()} \r`,
      (offset, generation, kind) => `${offset} ${generation} ${kind}\n`,
      (offset, generation, kind) => `${exactEntry(offset, generation, kind)}\n`,
      (offset, generation, kind) => exactEntry(offset, generation, kind).replace(' ', '  ').replace(' \n', '\n'),
      (offset, generation, kind) => `${exactEntry(offset, generation, kind)}%\n`,
      (offset, generation) => exactEntry(offset, generation, 'f'),
      (offset, generation, kind) => exactEntry(offset, generation + 1, kind),
      (offset, generation, kind) => exactEntry(offset + 1, generation, kind),
      (offset, generation, kind) => exactEntry(offset - 1, generation, kind),
    ]);
  },
  (draft, choices) => {
    draft.subsection = choices.one([
      (first, count) => `${first}  ${count}\n`,
      (first, count) => `${first} ${count} \n`,
      (first, count) => `${first} ${count}\r\n`,
      (first, count) => `${first} ${count} % \n`,
      (first, count) => `${first} ${count + 1}\n`,
      (first, count) => `${first} ${count - 1}\n`,
      (first, count) => `${first + 1} ${count}\n`,
      (first, count) => `${first} ${count}`,
    ]);
  },
  (draft, choices) => {
    draft.trailer = choices.one([
      (_, previous) => `/Size 1/Root 1 0 R/Info 4 0 R/Prev ${previous}`,
      (size, previous) => `/Size ${size + 1000}/Root 1 0 R/Info 4 0 R/Prev ${previous}`,
      (size) => `/Size ${size}/Root 1 0 R/Info 4 0 R`,
      (size) => `/Size ${size}/Root 1 0 R/Info 4 0 R/Prev 0`,
      (size, previous) => `/Size ${size}/Root 1 0 R/Info 4 0 R/Prev ${previous} 0 R`,
      (size, previous) => `/Size ${size}/Root 1 0 R/Info 4 0 R/Prev ${previous}.0`,
      (size, previous) => `/Size ${size}/Root 1 0 R/Info 4 0 R/Prev ${previous - 1}`,
      (size, previous) => `/Size ${size}/Root 1 1 R/Info 4 0 R/Prev ${previous}`,
      (size, previous) => `/Size ${size}/Root 1 0 R/Root 2 0 R/Info 4 0 R/Prev ${previous}`,
      (size, previous) => `/Size ${size}/Root 1 0 R/Info 4 0 R/Prev ${previous}/Prev 0`,
      (size, previous) => `/Size ${size}/Root 1 0 R/Info 4 0 R/Prev ${previous}/XRefStm ${previous}`,
      (size, previous) => `/Size ${size}/Root 1 0 R/Info 4 0 R/Prev ${previous}/AdditionalStreams[/x 3 0 R]`,
      (size, previous) => `/Info 4 0 R /Root 1 0 R\r/Prev ${previous} % note\n/Size ${size}`,
    ]);
  },
  (draft, choices) => {
    draft.widths = choices.one([
      [0, 4, 2],
      [1, 8, 2],
      [1, 2, 1],
      [1, 3, 0],
      [2, 4, 2],
      [1, 4, 0],
      [1, 1, 1],
    ]);
  },
  (draft, choices) => {
    draft.beforeSection = choices.one(fillers);
  },
  (draft, choices) => {
    const at = choices.below(draft.objects.length);
    const where = choices.one(['before', 'after'] as const);
    draft.objects = draft.objects.map((object, i) =>
      i === at ? { ...object, [where]: `\n${choices.one(fillers)}` } : object,
    );
  },
  (draft, choices) => {
    draft.tail = choices.one([
      (startxref) => `${choices.one(fillers)}${plainTail(startxref)}`,
      (startxref) => plainTail(startxref + 1),
      (startxref) => plainTail(startxref).trimEnd(),
      (startxref) => `${plainTail(startxref)}${plainTail(startxref)}`,
      (startxref) => `${plainTail(startxref)}${'\n'.repeat(1500)}`,
      (startxref) => `${plainTail(startxref)}\r\n \n`,
      (startxref) => plainTail(startxref).replaceAll('\n', '\r\n'),
      (startxref) => `startxref % ${startxref}\n${startxref}\n%%EOF\n`,
    ]);
  },
  (draft, choices) => {
    const at = choices.below(draft.objects.length);
    const change = choices.one<(object: Draft['objects'][number]) => Partial<Draft['objects'][number]>>([
      ({ number }) => ({ header: `${number} 1 obj` }),
      ({ number }) => ({ header: `${number} 0 obj %` }),
      ({ number }) => ({ header: `\n${number} 0 obj` }),
      ({ number }) => ({ header: `${number + 1} 0 obj` }),
      ({ body }) => ({ body: `${body}\n%3 0 obj` }),
      ({ body }) => ({ body: body.replace('endstream', '% more\nendstream') }),
      ({ body }) => ({ body: body.replace('stream\n', 'stream\r') }),
      ({ body }) => ({ body: body.replace(/\/Length \d+/, '/Length 1') }),
      ({ body }) => ({ body: body.replace(/>>$/, '/Type/Catalog>>') }),
    ]);
    draft.objects = draft.objects.map((object, i) => (i === at ? { ...object, ...change(object) } : object));
  },
  (draft, choices) => {
    const data = choices.one([
      `\n3 0 obj\n${forgedBody}\nendobj\n`,
      `3 0 obj ${forgedBody} endobj`,
      'trailer\n<</Root 2 0 R>>\n',
      '\ntrailer\n<</Root 2 0 R>>\n',
      '\n%%EOF\n',
    ]);
    draft.objects = draft.objects.map((object) =>
      object.body.includes('stream') && object.number !== contentObject
        ? { ...object, body: `<</Length ${data.length}>>\nstream\n${data}\nendstream` }
        : object,
    );
  },
  (draft, choices) => {
    const at = choices.below(draft.entries.length);
    const one = draft.entries[at]!;
    draft.entries = choices.one<readonly WrittenEntry[]>([
      draft.entries.filter((entry) => entry !== one),
      [...draft.entries, one],
      draft.entries.toReversed(),
      draft.entries.map((entry) => (entry === one ? { ...one, kind: 'f' } : entry)),
      draft.entries.map((entry) => (entry === one ? { ...one, generation: 1 } : entry)),
      [{ number: 0, offset: 0, generation: 65535, kind: 'f' }, ...draft.entries],
      [...draft.entries, { number: 950, offset: 20 }],
      [...draft.entries, { number: catalogObject, offset: draft.oldContent }],
      [...draft.entries, { number: contentObject, offset: draft.oldContent }],
      [...draft.entries, { number: 5, offset: 0, kind: 'f' }],
    ]);
  },
];

/** Puts the catalog and the store into an object stream, in one of its unusual forms unless the update is to be lawful. */
function pack(draft: Draft, holder: number, choices: Choices, lawful: boolean): void {
  const packed = draft.objects.slice(0, 2).map(({ number, body }) => ({ number, body }));
  const stray = { number: 5, body: '<</Type/Page/Parent 2 0 R>>' };
  const items = lawful
    ? packed
    : choices.one([packed, packed, packed, [...packed, stray], [stray, ...packed], packed.toReversed()]);
  const filler = lawful ? ' ' : choices.one([' ', '\n', '  \r\n', '%\n', ' null ']);
  let data = '';
  const heads = items.map(({ number, body }) => {
    const offset = data.length;
    data += `${body}${filler}`;
    return `${number} ${offset}`;
  });
  const head = `${heads.join(' ')} `;
  const entries = `/Type/ObjStm/N ${items.length}/First ${head.length}/Length ${head.length + data.length}`;
  const body = `<<${entries}>>\nstream\n${head}${data}\nendstream`;
  draft.objects = [{ number: holder, header: `${holder} 0 obj`, body }, draft.objects[2]!];
  const index = lawful
    ? [0, 1]
    : choices.one([
        [0, 1],
        [0, 1],
        [0, 1],
        [1, 0],
        [0, 0],
        [0, 7],
      ]);
  draft.entries = [
    ...packed.map(({ number }, i) => ({ number, offset: { packedIn: holder }, generation: index[i]! })),
    { number: draft.objects[1]!.number, offset: { objectAt: 1 } },
    { number: holder, offset: { objectAt: 0 } },
  ];
}

/** An update that adds validation data in up to three unusual ways. `lawful` has none. */
export function forgedUpdate(signed: Buffer, style: 'table' | 'stream', choices: Choices, lawful = false): Buffer {
  const catalog = followedObjects(signed).get(catalogObject)!;
  const text = signed.toString('latin1');
  const first = Number([...text.matchAll(/\/Size (\d+)/g)].at(-1)![1]);
  const draft: Draft = {
    style,
    oldContent: text.indexOf('3 0 obj'),
    objects: [
      { number: catalogObject, header: '1 0 obj', body: catalog.replace(/>>$/, `/DSS ${first} 0 R>>`) },
      { number: first, header: `${first} 0 obj`, body: `<</Type/DSS/Certs[${first + 1} 0 R]>>` },
      { number: first + 1, header: `${first + 1} 0 obj`, body: '<</Length 4>>\nstream\n0000\nendstream' },
    ],
    entries: [catalogObject, first, first + 1].map((number, objectAt) => ({ number, offset: { objectAt } })),
    trailer: (size, previous) => `/Size ${size}/Root 1 0 R/Info 4 0 R/Prev ${previous}`,
  };
  if (style === 'stream' && choices.below(2) === 0) pack(draft, first + 2, choices, lawful);
  const count = lawful ? 0 : 1 + choices.below(3);
  for (let i = 0; i < count; i++) choices.one(mutations)(draft, choices);
  return withUpdate(signed, draft);
}
