import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8Text } from '../../../shared/kernel/characters.ts';
import type { HttpAnswer } from '../../../shared/platform/http-answer.ts';
import { plainHandler } from '../../../shared/platform/http-handler.ts';
import { formBody, type HttpRequest, percentDecoded } from '../../../shared/platform/http-request.ts';
import { cases } from '../../support/cases.ts';
import { givenOut, handedOver } from '../../support/gateway-body.ts';

type Body = Pick<APIGatewayProxyEvent, 'body' | 'isBase64Encoded'>;

/** What the gateway is given back for a body, by a handler that answers so. */
const answered = (body: Body, answer: (request: HttpRequest) => HttpAnswer, headers: Record<string, string> = {}) =>
  plainHandler(async (request) => answer(request), { now: () => 0, publicOrigin: 'https://motcua.example.vn' })(
    { httpMethod: 'POST', path: '/x', resource: '/x', headers, ...body } as unknown as APIGatewayProxyEvent,
    {} as Context,
  );

const echo = ({ body }: HttpRequest): HttpAnswer => ({
  status: 200,
  bytes: body,
  headers: { 'Content-Type': 'application/x' },
});

describe('bytes', () => {
  test('reach a function as they came and leave it as they were answered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const { body, isBase64Encoded, headers } = await answered(handedOver(bytes), echo);
        expect(givenOut({ body, isBase64Encoded })).toEqual(Buffer.from(bytes));
        expect([isBase64Encoded, headers?.['Content-Type']]).toEqual([true, 'application/x']);
      }),
      { ...cases(200), seed: 9 },
    );
  });

  test('of a body that a gateway took for text are its UTF-8', async () => {
    const text = '\ufeff{"tên": "Ánh\ufffd"}\r\n';
    const { body } = await answered({ body: text, isBase64Encoded: false }, echo);
    expect(Buffer.from(body, 'base64')).toEqual(Buffer.from(text));
  });

  test.each<[string, HttpAnswer, string, string | undefined]>([
    ['JSON', { status: 200, json: { tên: 'Ánh' } }, '{"tên":"Ánh"}', 'application/json; charset=utf-8'],
    [
      'a page',
      { status: 200, text: 'Ánh', headers: { 'Content-Type': 'text/html; charset=utf-8' } },
      'Ánh',
      'text/html; charset=utf-8',
    ],
    ['nothing but headers', { status: 303, headers: { Location: '/' } }, '', undefined],
  ])('are not made of text: %s goes out as it reads', async (_, answer, text, type) => {
    const { body, isBase64Encoded, headers } = await answered(handedOver(null), () => answer);
    expect([body, isBase64Encoded ?? false, headers?.['Content-Type']]).toEqual([text, false, type]);
  });
});

describe('text', () => {
  test('is what its bytes say, or none: as the strict decoder of the platform has it', () => {
    const byte = fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom(0xef, 0xbb, 0xbf, 0xbd, 0xed, 0xa0, 0x80, 0xc3),
    );
    const bytes = fc.oneof(
      fc.array(byte, { maxLength: 8 }).map((each) => Uint8Array.from(each)),
      fc.string({ unit: 'binary' }).map((each) => new TextEncoder().encode(each)),
    );
    const strict = (each: Uint8Array): string | undefined => {
      try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(each);
      } catch {
        return undefined;
      }
    };
    fc.assert(
      fc.property(bytes, (each) => {
        expect(utf8Text(each)).toBe(strict(each));
      }),
      { ...cases(2000), seed: 9 },
    );
    expect(utf8Text(Buffer.from('xÁnhx').subarray(1, 5))).toBe('Ánh');
  });

  test('in percent-encoding is found again, broken escapes are none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(percentDecoded(encodeURIComponent(text))).toBe(text);
      }),
      { seed: 9 },
    );
    for (const broken of ['%', '%z1', '%C3%28', '%ED%A0%80', '%F0%9F%98', 'a%FF'])
      expect(percentDecoded(broken)).toBeUndefined();
  });
});

describe('a form', () => {
  const form = async (body: string | Uint8Array, type = 'application/x-www-form-urlencoded') => {
    let read: ReturnType<typeof formBody> | undefined;
    await answered(
      handedOver(body),
      (request) => {
        read = formBody(request);
        return { status: 200 };
      },
      { 'content-type': type },
    );
    return read;
  };

  test('is read as browsers write it, of a repeated field the last', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { maxLength: 4 }), async (pairs) => {
        const body = new URLSearchParams(pairs).toString();
        expect(await form(body)).toEqual({ ok: true, value: Object.fromEntries(pairs) });
      }),
      { ...cases(200), seed: 9 },
    );
    expect(await form('a=1&b&&c=x=y&a=2')).toEqual({ ok: true, value: { a: '2', b: '', c: 'x=y' } });
  });

  test.each([
    ['bytes that are not UTF-8', Buffer.from('a=\xff', 'latin1')],
    ['escapes that are not UTF-8', 'a=%C3%28'],
    ['half a character', 'a=%ED%A0%80'],
    ['a broken name', '%FF=a'],
    ['an escape cut short', 'a=%E1%B'],
    ['what was broken on its way', 'a=%EF%BF%BD'],
    ['a name that was broken on its way', Buffer.from('\ufffd=1')],
  ])('with %s is malformed', async (_, body) => {
    expect(await form(body)).toMatchObject({ ok: false, failure: { kind: 'malformed_body' } });
  });

  test('is refused where it is too large or of another type', async () => {
    expect(await form(`a=${'x'.repeat(16_383)}`)).toMatchObject({ failure: { kind: 'too_large', limitBytes: 16_384 } });
    expect(await form('a=1', 'text/plain')).toMatchObject({ failure: { kind: 'unsupported_media_type' } });
  });
});
