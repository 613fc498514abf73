import type { KeyObject } from 'node:crypto';
import { hmacSha256, isHmacSha256 } from '../hmac-sha256.ts';

/** ECMAScript's access to the source text of JSON, which TypeScript's library does not describe. */
const json = JSON as unknown as {
  readonly parse: (
    text: string,
    reviver: (name: string, value: unknown, context: { readonly source?: string }) => unknown,
  ) => unknown;
  readonly rawJSON: (source: string) => unknown;
  readonly isRawJSON: (value: unknown) => value is { readonly rawJSON: string };
};

/** Whether a text may have a number that JavaScript would write otherwise: beyond 2^53, with a fraction or an exponent, or -0. Before a number stands one of these signs. */
const MAY_BE_ROUNDED = /[:,[\s]-?(?:\d{17}|9\d{15}|\d+[.eE])|[:,[\s]-0/;

const asWritten = (_: string, value: unknown, { source }: { readonly source?: string }): unknown =>
  typeof value === 'number' && source !== undefined && String(value) !== source ? json.rawJSON(source) : value;

/**
 * What a JSON text says. A number that JavaScript would write otherwise is kept as it is written, so that none is signed or read
 * rounded. Undefined where the text is no JSON.
 */
export function parseExactly(text = ''): unknown {
  try {
    return MAY_BE_ROUNDED.test(text) ? json.parse(text, asWritten) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !json.isRawJSON(value);

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

const sorted = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).sort(byName));

/** A value as it is signed; undefined where the formula does not say how, so that no signature covers it. */
function valueText(value: unknown): string | undefined {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  if (json.isRawJSON(value)) return value.rawJSON;
  return Array.isArray(value) && value.every(isFields) ? JSON.stringify(value.map(sorted)) : undefined;
}

const NAME = /^[A-Za-z0-9_.-]+$/;

/**
 * The text that is signed: `name=value`, sorted by name, joined with `&`, not encoded (payos.vn/docs/tich-hop-webhook/kiem-tra-du-lieu-voi-signature).
 * Undefined where it could be read as other fields too: since nothing is encoded, a payer's words may look like one
 * (`&orderCode=1`), and fields may hide in words.
 */
function signedText(fields: Fields, textOf: (value: unknown) => string | undefined): string | undefined {
  const names = Object.keys(fields).sort();
  const parts: string[] = [];
  for (const name of names) {
    const text = textOf(fields[name]);
    if (text === undefined || !NAME.test(name)) return undefined;
    if (text.includes('&') && names.some((other) => text.includes(`&${other}=`))) return undefined;
    parts.push(`${name}=${text}`);
  }
  const whole = parts.join('&');
  return whole.isWellFormed() ? whole : undefined;
}

/** payOS's own samples sign the words `null` and `undefined` as nothing; its documents do not say so. */
const wordless = (value: unknown): string | undefined =>
  value === 'null' || value === 'undefined' ? '' : valueText(value);

/**
 * The `data` of a message or an answer, all of its fields, once its `signature` is found to be the key's: hex HMAC-SHA256 of the signed
 * text. Undefined where it is not, or where there is none. Compares in constant time. What is beside `data` is not signed.
 */
export function openSigned(key: KeyObject, message: unknown): Fields | undefined {
  if (!isFields(message)) return undefined;
  const { data, signature } = message;
  if (!isFields(data) || typeof signature !== 'string') return undefined;
  const isSigned = [valueText, wordless].some((textOf) => {
    const text = signedText(data, textOf);
    return text !== undefined && isHmacSha256(key, text, signature);
  });
  return isSigned ? data : undefined;
}

/** What the signature of an order to be created covers. */
export interface SignedOrder {
  readonly amount: number;
  readonly cancelUrl: string;
  readonly description: string;
  readonly orderCode: number;
  readonly returnUrl: string;
}

/** The signature of an order to be created: hex HMAC-SHA256 over five of its fields. */
export const orderSignature = (
  key: KeyObject,
  { amount, cancelUrl, description, orderCode, returnUrl }: SignedOrder,
): string =>
  hmacSha256(
    key,
    `amount=${amount}&cancelUrl=${cancelUrl}&description=${description}&orderCode=${orderCode}&returnUrl=${returnUrl}`,
  );

/** Nothing that payOS signs begins like this. */
const returnText = (reference: string): string => `return of ${reference}`;

/** What tells that a browser comes back from the page of an order of ours. */
export const returnProof = (key: KeyObject, reference: string): string => hmacSha256(key, returnText(reference));

/** True where a proof is that of the order. Compares in constant time. */
export const isReturnProof = (key: KeyObject, reference: string, proof: string): boolean =>
  isHmacSha256(key, returnText(reference), proof);
