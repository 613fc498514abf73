import type { CarrierReply, PlayedCarrier, Spoken } from '../carrier-ports.ts';
import type { PlayedRequest } from '../ports.ts';

/** So many characters of a text are shown: a mail with its files may be far longer than an item of a table. */
const SHOWN = 40_000;

/** Headers that say something of a call, of all that proxies and clients put there. */
const telling = ['content-type', 'soapaction', 'authorization'];

const MASK = '***';

/** The last part of an address for receipts: whoever knows it can tell us what became of messages. */
const receiptToken = /(?<=\/webhooks\/messages\/[\w.-]+\/)[\w.~-]+/g;

const shown = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN).toWellFormed()}…` : text);

/** A text without the secrets of a kind's accounts and of receipts' addresses, as far as it is shown. */
export const masked = (text: string, secrets?: RegExp): string => {
  const known = secrets ? text.replace(secrets, MASK) : text;
  return shown(known.replace(receiptToken, MASK));
};

const headerLines = (headers: Readonly<Record<string, string>>): readonly string[] =>
  telling.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [`${name}: ${name === 'authorization' ? MASK : value}`];
  });

/** A call and its answer as HTTP writes them. */
export const overHttp = (path: string, { method, headers, body }: PlayedRequest, reply: CarrierReply): Spoken => ({
  asked: [`${method} /${path}`, ...headerLines(headers), '', Buffer.from(body).toString('utf8')].join('\n'),
  answered: [String(reply.status), '', reply.text ?? JSON.stringify(reply.json) ?? ''].join('\n').trim(),
});

/** What is shown of a call, nothing of it a secret; undefined where it is not over. */
export const shownOf = (
  spoken: Spoken | null | undefined,
  overHttp: () => Spoken,
  secrets: PlayedCarrier['secrets'],
): Spoken | undefined => {
  if (spoken === null) return undefined;
  const { asked, answered } = spoken ?? overHttp();
  return { asked: masked(asked, secrets), answered: masked(answered, secrets) };
};

/** Under which name calls are kept by which no account of a kind was claimed; no carrier has such a name. */
export const strangersTo = (kind: string): string => `${kind}:strangers`;
