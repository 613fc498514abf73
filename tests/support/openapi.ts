import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import document from '../../functions/web/openapi/document.json' with { type: 'json' };

type Shape = Readonly<Record<string, unknown>>;

const methods = ['get', 'put', 'post', 'delete'] as const;

/** One operation of the description. */
export interface Operation {
  readonly method: string;
  /** As the description writes it, with `{parameters}`. */
  readonly path: string;
  /** JSON pointer of the operation. */
  readonly pointer: string;
  readonly definition: Shape;
  readonly needsKey: boolean;
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, 'openapi.json');

const escaped = (key: string): string => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));

/** The value that a pointer leads to, references followed, with the pointer of where it lies. */
export const resolve = (pointer: string): { readonly pointer: string; readonly value: unknown } => {
  let value: unknown = document;
  let at = '';
  for (const key of pointer.split('/').slice(1)) {
    value = (value as Shape | undefined)?.[decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')];
    at = `${at}/${key}`;
    const reference = (value as Shape | undefined)?.$ref;
    if (typeof reference === 'string') ({ pointer: at, value } = resolve(reference.slice(1)));
  }
  return { pointer: at, value };
};

/** Every operation of the description. */
export const operations: readonly Operation[] = Object.entries(
  document.paths as Readonly<Record<string, Shape>>,
).flatMap(([path, item]) =>
  methods.flatMap((method) => {
    const definition = item[method] as Shape | undefined;
    if (!definition) return [];
    const needsKey = !(Array.isArray(definition.security) && definition.security.length === 0);
    return [{ method: method.toUpperCase(), path, pointer: `/paths/${escaped(path)}/${method}`, definition, needsKey }];
  }),
);

const validators = new Map<string, ValidateFunction>();

/** What is wrong with a value by the schema at a pointer; empty where it fits. */
export const faultsBySchema = (pointer: string, value: unknown): readonly string[] => {
  const known = validators.get(pointer) ?? ajv.compile({ $ref: `openapi.json#${pointer}` });
  validators.set(pointer, known);
  return known(value)
    ? []
    : (known.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
};

const fits = (template: string, path: string): boolean =>
  new RegExp(`^${template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path);

/** The operation that a call is one of; the path with fewer parameters where two fit. */
const operationOf = (method: string, path: string): Operation | undefined =>
  operations
    .filter((operation) => operation.method === method && fits(operation.path, path))
    .sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0];

/** A real answer of the API. */
export interface RealAnswer {
  readonly status: number;
  readonly contentType: string;
  /** Parsed JSON, or text. */
  readonly body: unknown;
}

/** What is wrong with a real answer to a call by the description; empty where the description is true. */
export const faultsOf = (method: string, path: string, answer: RealAnswer): readonly string[] => {
  const operation = operationOf(method, path.split('?')[0] ?? '');
  if (!operation) return [`${method} ${path} is not described`];
  const described = (operation.definition.responses as Shape)[String(answer.status)] !== undefined;
  if (!described && answer.status < 500 && answer.status !== 429) return [`${answer.status} is not described`];
  const { pointer, value } = resolve(`${operation.pointer}/responses/${described ? answer.status : 'default'}`);
  const content = (value as Shape | undefined)?.content as Shape | undefined;
  if (!content) return [];
  const type = answer.contentType.split(';')[0]?.trim() ?? '';
  if (!(type in content)) return [`${answer.status} comes as ${type}`];
  // Bytes have no schema (OpenAPI 3.1).
  if ((content[type] as Shape).schema === undefined) return [];
  return faultsBySchema(`${pointer}/content/${escaped(type)}/schema`, answer.body);
};
