import * as z from 'zod';

/** A word of a list, or one that a later release put there. */
export type Word<T extends string> = T | (string & {});

/** One of these words is recorded; any is read back, and whoever folds it says what an unknown one does. */
export const oneOf = <const T extends string>(words: readonly T[]): z.ZodType<Word<T>, T> =>
  z.enum(words) as unknown as z.ZodType<Word<T>, T>;

/** A shape of which this release knows only the name that it bears. */
export type Unknown<D extends string> = { readonly [K in D]: 'unknown' } & { readonly named: string };

type Shapes = readonly [z.ZodObject, ...z.ZodObject[]];

const openUnions = new WeakSet<z.core.$ZodType>();

/** One of these shapes, told apart by a field, is recorded; of any other what is read back is its name. */
export const oneOfShapes = <const D extends string, const O extends Shapes>(
  discriminator: D,
  shapes: O,
): z.ZodType<z.output<O[number]> | Unknown<D>, z.input<O[number]>> => {
  const union = z.discriminatedUnion(discriminator, shapes);
  openUnions.add(union);
  return union as unknown as z.ZodType<z.output<O[number]> | Unknown<D>, z.input<O[number]>>;
};

type Def<T extends z.core.$ZodTypes['_zod']['def']['type']> = Extract<
  z.core.$ZodTypes['_zod']['def'],
  { readonly type: T }
>;

/** What a schema does not mean, whatever its rules. */
const unreadable = Symbol('unreadable');

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const only = (value: unknown, isMeant: boolean): unknown => (isMeant ? value : unreadable);

/** Whole stays whole, and what is never less than nothing never is: no later rule changes that. Any other bound may move. */
const isNumber = (def: Def<'number'>, value: unknown): boolean => {
  const bounds = (def.checks ?? []).map(
    (check) => check._zod.def as { readonly check: string; readonly value?: unknown },
  );
  const isNeverLess = bounds.some(({ check, value: least }) => check === 'greater_than' && Number(least) >= 0);
  const isOfItsForm = 'format' in def ? Number.isSafeInteger(value) : Number.isFinite(value);
  return isOfItsForm && !(isNeverLess && Number(value) < 0);
};

const readObject = ({ shape, catchall }: Def<'object'>, value: unknown): unknown => {
  if (!isRecord(value)) return unreadable;
  const known: Record<string, unknown> = catchall?._zod.def.type === 'unknown' ? { ...value } : {};
  for (const [name, field] of Object.entries(shape)) {
    const inner = read(field, value[name]);
    if (inner === unreadable) return unreadable;
    if (inner !== undefined) known[name] = inner;
  }
  return known;
};

const readUnion = (schema: z.core.$ZodType, def: Def<'union'>, value: unknown): unknown => {
  const { discriminator } = def as z.core.$ZodDiscriminatedUnionDef;
  if (!isRecord(value)) return unreadable;
  const name = value[discriminator];
  const shape = def.options.find((option) => option._zod.propValues?.[discriminator]?.has(name as string));
  if (shape) return read(shape, value);
  return openUnions.has(schema) && typeof name === 'string' ? { [discriminator]: 'unknown', named: name } : unreadable;
};

const readAll = (element: z.core.$ZodType, value: unknown): unknown => {
  if (!Array.isArray(value)) return unreadable;
  const all = value.map((each) => read(element, each));
  return only(all, !all.includes(unreadable));
};

const readEach = (element: z.core.$ZodType, value: unknown): unknown => {
  if (!isRecord(value)) return unreadable;
  const all = Object.entries(value).map(([name, each]) => [name, read(element, each)] as const);
  return only(Object.fromEntries(all), !all.some(([, each]) => each === unreadable));
};

function read(schema: z.core.$ZodType, value: unknown): unknown {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
    case 'enum':
      return only(value, typeof value === 'string');
    case 'number':
      return only(value, isNumber(def, value));
    case 'boolean':
      return only(value, typeof value === 'boolean');
    case 'literal':
      return only(value, def.values.includes(value as z.core.util.Literal));
    case 'object':
      return readObject(def, value);
    case 'union':
      return readUnion(schema, def, value);
    case 'array':
      return readAll(def.element, value);
    case 'record':
      return readEach(def.valueType, value);
    case 'nullable':
      return value === null ? null : read(def.innerType, value);
    case 'optional':
      return value === undefined ? undefined : read(def.innerType, value);
    case 'default':
      return value === undefined ? def.defaultValue : read(def.innerType, value);
    case 'readonly':
      return read(def.innerType, value);
    default:
      throw new TypeError(`nothing that is kept has a schema of the type ${def.type}`);
  }
}

/**
 * Reads back what was recorded by a schema, of whatever release: the same fields and types, and none of the rules that one release may
 * change without the others. Any text is an id, a phone, a name; any word is one of an enumeration; a number stays a number. Fields
 * that this release does not know stay where they are kept. Undefined where a kind is not known, or what nothing goes on without
 * is missing.
 */
export const storedAs =
  <S extends z.ZodType>(schema: S) =>
  (kept: unknown): z.output<S> | undefined => {
    const value = read(schema, kept);
    return value === unreadable ? undefined : (value as z.output<S>);
  };
