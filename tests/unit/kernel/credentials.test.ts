import { expect, test } from 'vitest';
import * as z from 'zod';
import { MerchantSecret } from '../../../shared/kernel/merchant-secret.ts';
import { parseInput } from '../../../shared/kernel/parse.ts';
import { Credential } from '../../../shared/kernel/payment-providers.ts';

const credentials = z.strictObject({ tmnCode: Credential(), hashSecret: Credential() });

test('credentials are kept without the blanks that were copied with them, and none is only blanks', () => {
  const given = { tmnCode: ' MOTCUA01\n', hashSecret: '\tS3cret key ' };
  expect(parseInput(credentials, given)).toEqual({
    ok: true,
    value: { tmnCode: 'MOTCUA01', hashSecret: 'S3cret key' },
  });
  expect(parseInput(credentials, { ...given, tmnCode: ' ' })).toMatchObject({
    failure: { fields: [{ path: 'tmnCode' }] },
  });
});

test('a merchant’s secret is read back whole, with none before it where none were kept', () => {
  const current = { apiKey: 'b' };
  const previous = [{ credentials: { apiKey: 'a' }, validUntil: 1000 }];
  expect(MerchantSecret.parse({ current, previous })).toEqual({ current, previous });
  expect(MerchantSecret.parse({ current })).toEqual({ current, previous: [] });
  expect(MerchantSecret.safeParse({ current, previous: [{ credentials: { apiKey: 'a' } }] }).success).toBe(false);
});
