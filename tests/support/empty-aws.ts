import { createHash } from 'node:crypto';
import { httpServer } from './http-server.ts';

interface Called {
  readonly SecretId?: string;
  readonly MessageBody?: string;
  readonly Key?: Readonly<Record<string, { readonly S?: string }>>;
  readonly Item?: Readonly<Record<string, { readonly S?: string }>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S?: string }>>;
}

const limits = { pk: 2048, sk: 1024, ':pk': 2048, ':prefix': 1024, ':from': 1024 } as const;

/** DynamoDB's own rule: a key has at least one byte and at most so many. */
const hasImpossibleKey = ({ Key, Item, ExpressionAttributeValues }: Called): boolean =>
  Object.entries(limits).some(([name, most]) =>
    [Key, Item, ExpressionAttributeValues].some((values) => {
      const text = values?.[name]?.S;
      return text !== undefined && (text === '' || Buffer.byteLength(text) > most);
    }),
  );

/** By which the SDK knows that a queue took what it was sent. */
const md5Of = ({ MessageBody = '' }: Called): string => createHash('md5').update(MessageBody).digest('hex');

/**
 * An AWS in which nothing was ever kept but secrets: reads find nothing, writes are taken and forgotten. It refuses the keys that
 * DynamoDB refuses.
 */
export const emptyAws = (secretOf: (secretId: string) => string) =>
  httpServer((body, request, response) => {
    const target = String(request.headers['x-amz-target'] ?? '');
    const called = (body === '' ? {} : JSON.parse(body)) as Called;
    const answer = (status: number, value: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(value));
    };
    if (hasImpossibleKey(called)) return answer(400, { __type: 'com.amazon.coral.validate#ValidationException' });
    if (target.endsWith('.Query') || target.endsWith('.Scan')) return answer(200, { Items: [], Count: 0 });
    if (target.endsWith('.GetSecretValue')) return answer(200, { SecretString: secretOf(called.SecretId ?? '') });
    if (target.endsWith('.SendMessage')) return answer(200, { MessageId: 'm', MD5OfMessageBody: md5Of(called) });
    return answer(200, {});
  });
