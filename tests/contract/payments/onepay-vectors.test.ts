import { createSecretKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { provider } from '../../../functions/payments/providers/onepay/client.ts';
import { fieldsOf, isSigned, secureHash } from '../../../functions/payments/providers/onepay/signature.ts';
import { asForm, asQuery, onePayHash } from '../../support/onepay.ts';
import { addresses, DOMESTIC, INTERNATIONAL, notices, recordOf } from '../../support/onepay-vectors.ts';

const shopOf = (merchantId: string, hashKey: string) =>
  provider('live', async () => undefined).terminal({ merchantId, accessCode: 'A', hashKey });

describe('what OnePay sent', () => {
  test.each(notices)('is believed, as a query and as a form: $from', ({ key, merchantId, query, says }) => {
    const shop = shopOf(merchantId, key);
    const told = { ok: true, value: [{ outcome: 'paid', code: '0', currency: 'VND', ...says }] };
    for (const message of [asQuery(recordOf(query)), asForm(recordOf(query))])
      expect(shop.read(message)).toMatchObject(told);
    expect(shop.back?.(asQuery(recordOf(query)))).toEqual({
      ok: true,
      value: { reference: says.reference, outcome: 'paid' },
    });
  });

  test.each(notices)('is another merchant’s to another, and nobody’s under another key: $from', ({ key, query }) => {
    const message = asQuery(recordOf(query));
    expect(shopOf('ANOTHER', key).read(message)).toEqual({ ok: false, failure: 'wrong_merchant' });
    const other = key === DOMESTIC ? INTERNATIONAL : DOMESTIC;
    expect(shopOf('ANOTHER', other).read(message)).toEqual({ ok: false, failure: 'bad_signature' });
  });

  test.each(notices)(
    'is refused with any one character of what is signed changed: $from',
    ({ key, merchantId, query }) => {
      const shop = shopOf(merchantId, key);
      const fields = recordOf(query);
      for (const [name, value] of Object.entries(fields)) {
        if (!name.startsWith('vpc_')) continue;
        for (let at = 0; at < value.length; at += 1) {
          const changed = value.slice(0, at) + (value[at] === '0' ? '1' : '0') + value.slice(at + 1);
          const read = shop.read(asQuery({ ...fields, [name]: changed }));
          expect([name, at, read]).toEqual([name, at, { ok: false, failure: 'bad_signature' }]);
        }
      }
    },
  );
});

test.each([...notices, ...addresses])('the hash is OnePay’s own: $from', ({ key, query }) => {
  const fields = recordOf(query);
  const own = fieldsOf(new URLSearchParams(query)) ?? {};
  const secret = createSecretKey(key, 'hex');
  expect(secureHash(secret, own)).toBe(fields.vpc_SecureHash);
  expect(isSigned(secret, { ...own, vpc_SecureHash: fields.vpc_SecureHash?.toLowerCase() ?? '' })).toBe(true);
  expect(onePayHash(fields, key)).toBe(fields.vpc_SecureHash);
});
