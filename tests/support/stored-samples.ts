import type * as z from 'zod';

/** A value in a tree of fields, and the tree with another one in its place. */
export interface Variant {
  /** Where it differs, and how: `plan.signatures.0.role: text`. */
  readonly name: string;
  readonly fact: unknown;
}

type Schema = z.core.$ZodTypes;
type Def = Schema['_zod']['def'];

/** One of these is taken by each text that a fact has a rule for. */
const texts = [
  'H26.10-261116-0007',
  'H26.10',
  '2.000635',
  ...['att', 'rfd', 'apr', 'rct'].map((prefix) => `${prefix}_${'0'.repeat(26)}`),
  'a'.repeat(64),
  'a'.repeat(32),
  '2026-11-20',
  'https://pay.example.vn/1',
  'VND',
  'B-T',
  'agency',
  'YQ==',
];

const UNHEARD_OF = 'of_a_later_release';

/** No rule of ours takes these, long or short. */
const anyTexts = [`${'Điều chưa ai nghe #\n'.repeat(40)}\u202e😀`, ''];

const defOf = (schema: z.core.$ZodType): Def => (schema as Schema)._zod.def;

const firstTaken = (schema: z.core.$ZodType, values: readonly unknown[]): unknown => {
  const taken = values.find((value) => (schema as unknown as z.ZodType).safeParse(value).success);
  if (taken === undefined) throw new Error(`no sample fits ${JSON.stringify(defOf(schema))}`);
  return taken;
};

/** One value that a schema takes for each of the shapes that it is made of, with every field that may be there. */
export const samplesOf = (schema: z.core.$ZodType): readonly unknown[] => {
  const def = defOf(schema);
  switch (def.type) {
    case 'string':
      return [firstTaken(schema, texts)];
    case 'enum':
      return Object.values(def.entries);
    case 'number':
      return [firstTaken(schema, [1])];
    case 'boolean':
      return [true];
    case 'literal':
      return def.values;
    case 'array':
      return samplesOf(def.element).map((one) => [one]);
    case 'union':
      return def.options.flatMap(samplesOf);
    case 'optional':
    case 'default':
    case 'nullable':
    case 'readonly':
      return samplesOf(def.innerType);
    case 'object': {
      const fields = Object.entries(def.shape).map(([name, field]) => ({ name, all: samplesOf(field) }));
      const first = Object.fromEntries(fields.map(({ name, all }) => [name, all[0]]));
      const others = fields.flatMap(({ name, all }) => all.slice(1).map((value) => ({ ...first, [name]: value })));
      return [first, ...others];
    }
    default:
      throw new Error(`a fact has a field of the type ${def.type}`);
  }
};

const at = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The option of a union that a value is of. */
const optionOf = (def: Extract<Def, { type: 'union' }>, value: unknown): z.core.$ZodType => {
  const found = def.options.find((option) => (option as unknown as z.ZodType).safeParse(value).success);
  if (!found) throw new Error('a sample is of no option');
  return found;
};

const laterShape = (def: Extract<Def, { type: 'union' }>, path: string): readonly Variant[] => {
  const { discriminator } = def as unknown as { readonly discriminator: string };
  return [{ name: `${at(path, discriminator)}: shape`, fact: { [discriminator]: UNHEARD_OF, more: { of: 'it' } } }];
};

const variantsOfObject = (def: Extract<Def, { type: 'object' }>, value: unknown, path: string): readonly Variant[] => {
  if (!isRecord(value)) throw new Error(`${path} is no object`);
  const inner = Object.entries(def.shape).flatMap(([name, field]) => {
    if (!(name in value)) return [];
    const { [name]: _, ...rest } = value;
    const isOptional = ['optional', 'default'].includes(defOf(field).type);
    return [
      ...variantsOf(field, value[name], at(path, name)).map((one) => ({
        ...one,
        fact: { ...value, [name]: one.fact },
      })),
      ...(isOptional ? [{ name: `${at(path, name)}: left out`, fact: rest }] : []),
    ];
  });
  return [...inner, { name: `${at(path, 'more')}: field`, fact: { ...value, more: { fullName: 'Ánh' } } }];
};

/**
 * A value as other releases may have kept it: everywhere in it a word that is in no list of ours, a text that no rule of ours takes,
 * a number beyond every bound, a shape that we do not know inside the fact, a field more, and one less where it may be missing.
 */
export function variantsOf(schema: z.core.$ZodType, value: unknown, path = ''): readonly Variant[] {
  const def = defOf(schema);
  switch (def.type) {
    case 'string':
      return anyTexts.map((text) => ({ name: `${path}: text of ${text.length}`, fact: text }));
    case 'enum':
      return [{ name: `${path}: word`, fact: UNHEARD_OF }];
    case 'number':
      return [{ name: `${path}: number`, fact: 4_000_000_000_000 }];
    case 'boolean':
      return [{ name: `${path}: other`, fact: !value }];
    case 'literal':
      // A kind's name; what is only ever true may be false elsewhere.
      return typeof value === 'boolean' ? [{ name: `${path}: other`, fact: !value }] : [];
    case 'array':
      return (value as readonly unknown[]).flatMap((one, n) =>
        variantsOf(def.element, one, at(path, String(n))).map((inner) => ({ ...inner, fact: [inner.fact] })),
      );
    case 'union': {
      // A type of event that was heard parks where it is not known.
      const isType = path === 'event';
      return [...variantsOf(optionOf(def, value), value, path), ...(isType ? [] : laterShape(def, path))];
    }
    case 'optional':
    case 'default':
    case 'nullable':
    case 'readonly':
      return variantsOf(def.innerType, value, path);
    case 'object':
      return variantsOfObject(def, value, path);
    default:
      throw new Error(`a fact has a field of the type ${def.type}`);
  }
}
