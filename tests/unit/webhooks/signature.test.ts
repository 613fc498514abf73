import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { secretFrom, signatureOf, signedHeaders } from '../../../functions/webhooks/domain/signature.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const published = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestampSeconds: 1_614_265_330, body: '{"test": 2432232314}' };

test("the specification's example has the specification's signature", () => {
  expect(signatureOf(secret, published)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

describe('the package for receivers', () => {
  const now = {
    id: 'dlv_1',
    timestampSeconds: Math.floor(Date.now() / 1000),
    body: '{"type":"payment.paid","lời":"ạ"}',
  };
  const [first, second, third] = [1, 2, 3].map((byte) => secretFrom(new Uint8Array(32).fill(byte))) as [
    string,
    string,
    string,
  ];
  const takes = (held: string, headers: Readonly<Record<string, string>>, body = now.body) => {
    try {
      return new Webhook(held).verify(body, headers) !== undefined;
    } catch {
      return false;
    }
  };

  test('signs as we do', () => {
    const theirs = new Webhook(first).sign(now.id, new Date(now.timestampSeconds * 1000), now.body);
    expect(signatureOf(first, now)).toBe(theirs);
  });

  test('takes what is signed by either of two secrets during a rotation, and no other', () => {
    const headers = signedHeaders([second, first], now);
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    expect([first, second, third].map((held) => takes(held, headers))).toEqual([true, true, false]);
  });

  test.each(['webhook-id', 'webhook-timestamp'])('refuses another %s, and another body', (name) => {
    const headers = signedHeaders([first], now);
    const other = name === 'webhook-id' ? 'dlv_2' : String(now.timestampSeconds - 1);
    expect(takes(first, { ...headers, [name]: other })).toBe(false);
    expect(takes(first, headers, `${now.body} `)).toBe(false);
    expect(takes(first, headers)).toBe(true);
  });
});
