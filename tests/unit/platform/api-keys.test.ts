import { describe, expect, test } from 'vitest';
import { apiKeyItem, apiKeysIn, newApiKeySecret, takesTestKeys } from '../../../shared/platform/api-keys.ts';
import { memoryTable } from '../../support/memory-table.ts';

const keyId = `key_${'a'.repeat(26)}` as const;

const room = async () => {
  const clock = { now: 1_000_000 };
  const table = memoryTable();
  const { secret, secretHash } = newApiKeySecret();
  const row = {
    keyId,
    permission: 'back_office' as const,
    agencyCodes: ['H26' as const],
    kind: 'live' as const,
    label: 'test',
    secretHash,
  };
  await table.put(apiKeyItem(row));
  const calls = { get: 0 };
  table.onCall = (name) => {
    if (name === 'get') calls.get += 1;
  };
  const keys = apiKeysIn(table, 'production', () => clock.now);
  const reader = { callerOf: (authorization: string) => keys.callerOf({ headers: { authorization } }) };
  return { clock, table, secret, row, calls, reader };
};

test('a secret is never made twice, and only its hash is kept', async () => {
  const made = Array.from({ length: 20 }, newApiKeySecret);
  expect(new Set(made.map(({ secret }) => secret)).size).toBe(20);
  for (const { secret } of made) expect(secret).toMatch(/^[0-9a-hjkmnp-tv-z]{51}$/);
  const { table, secret } = await room();
  expect(JSON.stringify(table.all())).not.toContain(secret);
});

test('who calls is answered without the label, the kind and the hash of the key', async () => {
  const { reader, secret } = await room();
  expect(await reader.callerOf(`Bearer ${keyId}.${secret}`)).toEqual({
    keyId,
    permission: 'back_office',
    agencyCodes: ['H26'],
  });
});

describe('nobody calls', () => {
  test.each([
    ['without a scheme', (key: string) => key],
    ['with another scheme', (key: string) => `Basic ${key}`],
    ['with words before it', (key: string) => `x Bearer ${key}`],
    ['with words behind it', (key: string) => `Bearer ${key} x`],
    ['with a letter before the id', (key: string) => `Bearer x${key}`],
    ['with a letter behind the secret', (key: string) => `Bearer ${key}0`],
    ['with a sign behind the secret', (key: string) => `Bearer ${key}-`],
    ['without the last letter of the secret', (key: string) => `Bearer ${key.slice(0, -1)}`],
    ['with the secret in capitals', (key: string) => `Bearer ${key.toUpperCase()}`],
  ])('%s', async (_, written) => {
    const { reader, secret } = await room();
    expect(await reader.callerOf(written(`${keyId}.${secret}`))).toBeUndefined();
  });
});

test('a key opens nothing from the moment on at which it expires', async () => {
  const { reader, clock, table, row, secret } = await room();
  const call = () => reader.callerOf(`Bearer ${keyId}.${secret}`);
  await table.put(apiKeyItem({ ...row, expiresAt: clock.now + 2 }));
  clock.now += 1;
  expect(await call()).toBeDefined();
  clock.now += 1;
  expect(await call()).toBeUndefined();
});

test('a test key opens nothing in production', async () => {
  const { reader, table, row, secret } = await room();
  await table.put(apiKeyItem({ ...row, kind: 'test' }));
  expect(await reader.callerOf(`Bearer ${keyId}.${secret}`)).toBeUndefined();
  const staging = apiKeysIn(table, 'staging', () => 1_000_000);
  expect(await staging.callerOf({ headers: { authorization: `Bearer ${keyId}.${secret}` } })).toBeDefined();
  expect(['production', 'staging', 'local', 'test'].map(takesTestKeys)).toEqual([false, true, true, true]);
});

test('a row is read again after four seconds and not before', async () => {
  const { reader, clock, calls, table, row, secret } = await room();
  const call = () => reader.callerOf(`Bearer  ${keyId}.${secret}`);
  expect(await call()).toBeDefined();
  await table.put(apiKeyItem({ ...row, revokedAt: clock.now }));
  clock.now += 3999;
  expect(await call()).toBeDefined();
  expect(calls.get).toBe(1);
  clock.now += 1;
  expect(await call()).toBeUndefined();
  expect(calls.get).toBe(2);
});

test('keys that strangers make up are asked for once each, and do not fill the memory', async () => {
  const { reader, calls, secret } = await room();
  const made = (n: number) => `Bearer key_${String(n).padStart(26, '0')}.${'0'.repeat(51)}`;
  await reader.callerOf(`Bearer ${keyId}.${secret}`);
  await reader.callerOf(made(1));
  await reader.callerOf(made(1));
  expect(calls.get).toBe(2);
  for (let n = 2; n < 1001; n += 1) await reader.callerOf(made(n));
  await reader.callerOf(`Bearer ${keyId}.${secret}`);
  expect(calls.get).toBe(1001);
  await reader.callerOf(made(1001));
  await reader.callerOf(`Bearer ${keyId}.${secret}`);
  expect(calls.get).toBe(1003);
});
