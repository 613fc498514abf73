import { createHmac } from 'node:crypto';
import {
  type GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pepperFrom, pepperReader, postToken } from '../../../shared/platform/pepper.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';

/** A secret store with one clock and a count of what it was asked. */
const room = () => {
  const clock = { now: 1_000_000 };
  const texts = new Map([['s', 'first']]);
  const asked: string[] = [];
  const away = { value: false };
  const client = {
    async send({ input: { SecretId = '' } }: GetSecretValueCommand) {
      asked.push(SecretId);
      if (away.value) throw new Error('the store is away');
      const text = texts.get(SecretId);
      if (text === undefined) throw new ResourceNotFoundException({ message: 'none', $metadata: {} });
      return { SecretString: text };
    },
  } as unknown as Pick<SecretsManagerClient, 'send'>;
  return { clock, texts, asked, away, secrets: secretsManagerReader(() => clock.now, client) };
};

describe('secrets', () => {
  test('without a text are empty', async () => {
    const client = { send: async () => ({}) } as unknown as Pick<SecretsManagerClient, 'send'>;
    expect(await secretsManagerReader(() => 0, client).read('s')).toBe('');
  });

  test('are kept for five minutes, or as long as the reader allows', async () => {
    const { clock, texts, asked, secrets } = room();
    expect(await secrets.read('s')).toBe('first');
    texts.set('s', 'second');
    clock.now += 299_999;
    expect(await secrets.read('s')).toBe('first');
    expect(asked).toHaveLength(1);
    expect(await secrets.read('s', 30_000)).toBe('second');
    clock.now += 29_999;
    expect(await secrets.read('s', 30_000)).toBe('second');
    expect(asked).toHaveLength(2);
    clock.now += 300_000;
    await secrets.read('s');
    expect(asked).toHaveLength(3);
  });

  test('are read again once the time is over, to the millisecond', async () => {
    const { clock, asked, secrets } = room();
    await secrets.read('s');
    clock.now += 300_000;
    await secrets.read('s');
    clock.now += 30_000;
    await secrets.read('s', 30_000);
    expect(asked).toHaveLength(3);
  });

  test('that are missing are undefined; a store that is away throws, and neither is remembered', async () => {
    const { texts, away, secrets } = room();
    expect(await secrets.read('none')).toBeUndefined();
    texts.set('none', 'there now');
    expect(await secrets.read('none')).toBe('there now');
    away.value = true;
    await expect(secrets.read('s')).rejects.toThrow('away');
    away.value = false;
    expect(await secrets.read('s')).toBe('first');
  });
});

describe('the pepper', () => {
  const pepper = pepperFrom('a pepper of the tests, at least 32 characters');
  const words = fc.array(fc.string({ maxLength: 6 }), { minLength: 1, maxLength: 4 });

  test('gives the same words the same value, and no two lists of words one value', () => {
    fc.assert(
      fc.property(words, words, ([purpose = '', ...parts], [other = '', ...others]) => {
        const same = JSON.stringify([purpose, ...parts]) === JSON.stringify([other, ...others]);
        expect(pepper.token(purpose, ...parts) === pepper.token(other, ...others)).toBe(same);
      }),
    );
    expect(pepper.token('a', 'bc')).not.toBe(pepper.token('ab', 'c'));
    expect(pepper.token('a', 'b', 'c')).not.toBe(pepper.token('a', 'bc'));
    expect(pepper.token('a', 'b;1:c')).not.toBe(pepper.token('a', 'b', 'c'));
  });

  test('gives 26 characters of base32, or six digits, that depend on the secret', () => {
    const another = pepperFrom('another pepper of at least 32 characters.');
    for (let n = 0; n < 50; n += 1) {
      expect(pepper.token('t', `${n}`)).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
      expect(pepper.sixDigits('t', `${n}`)).toMatch(/^\d{6}$/);
      expect(pepper.token('t', `${n}`)).not.toBe(another.token('t', `${n}`));
    }
  });

  test('is HMAC-SHA-256 over each word behind its length in bytes', () => {
    const secret = 'a pepper of the tests, at least 32 characters';
    const digest = createHmac('sha256', secret).update('4:code;4:Ánh;').digest();
    expect(pepper.bytes('code', 'Ánh')).toEqual(digest);
    const digits = Array.from({ length: 50 }, (_, n) => {
      const bytes = createHmac('sha256', secret)
        .update(`1:t;${String(n).length}:${n};`)
        .digest('hex');
      return String(BigInt(`0x${bytes.slice(0, 16)}`) % 1_000_000n).padStart(6, '0');
    });
    expect(digits.map((_, n) => pepper.sixDigits('t', `${n}`))).toEqual(digits);
    expect(digits.some((each) => each.startsWith('0'))).toBe(true);
  });

  test('knows a POST by its route, its path and its key', () => {
    const first = postToken(pepper, 'POST /a', '/a/1', 'k');
    expect(first).toBe(pepper.token('POST', 'POST /a', '/a/1', 'k'));
    expect(postToken(pepper, 'POST /a', '/a/1', 'k')).toBe(first);
    const others = [
      ['POST /b', '/a/1', 'k'],
      ['POST /a', '/a/2', 'k'],
      ['POST /a', '/a/1', 'l'],
    ] as const;
    for (const [route, path, key] of others) expect(postToken(pepper, route, path, key)).not.toBe(first);
  });

  test('is at least 32 characters long, and follows its secret', async () => {
    expect(() => pepperFrom('x'.repeat(31))).toThrow(new RangeError('the pepper must have at least 32 characters'));
    const { clock, texts, secrets } = room();
    const read = pepperReader(secrets, 'p');
    await expect(read()).rejects.toThrow('missing');
    texts.set('p', 'x'.repeat(32));
    const first = (await read()).token('t');
    expect(await read()).toBe(await read());
    texts.set('p', 'y'.repeat(32));
    expect((await read()).token('t')).toBe(first);
    clock.now += 300_000;
    expect((await read()).token('t')).not.toBe(first);
  });
});
