import type { APIGatewayProxyEvent } from 'aws-lambda';
import { expect, test, vi } from 'vitest';
import { clientAddressBehind } from '../../../shared/platform/client-address.ts';

test('what a caller forwards is read only where the caller is a named proxy', () => {
  const behindNone = clientAddressBehind([]);
  expect(behindNone('203.0.113.9', '198.51.100.1')).toBe('203.0.113.9');
  const behind = clientAddressBehind(['10.0.0.0/8', '2001:db8:ff::/48', '192.0.2.7']);
  expect(behind('203.0.113.9', '198.51.100.1')).toBe('203.0.113.9');
  expect(behind('10.1.2.3', '198.51.100.1')).toBe('198.51.100.1');
  expect(behind('10.1.2.3', undefined)).toBe('10.1.2.3');
  // A client writes what it likes before the addresses that the proxies add.
  expect(behind('192.0.2.7', '1.2.3.4, 198.51.100.1, 10.9.9.9, 192.0.2.7')).toBe('198.51.100.1');
  expect(behind('2001:db8:ff::1', ' 2001:db8:1::5 ')).toBe('2001:db8:1::5');
  expect(behind('10.1.2.3', 'unknown')).toBe('10.1.2.3');
  expect(behind('10.1.2.3', '198.51.100.1, <script>')).toBe('10.1.2.3');
  expect(behind('unknown', '198.51.100.1')).toBe('unknown');
  expect([behind('192.0.2.8', '198.51.100.1'), behind('192.0.2.70', '198.51.100.1')]).toEqual([
    '192.0.2.8',
    '192.0.2.70',
  ]);
});

test('a proxy that is no address is refused at the start', () => {
  for (const proxy of ['cdn.example', '', '10.0.0/8'])
    expect(() => clientAddressBehind([proxy])).toThrow(`${proxy} is no address and no CIDR block`);
});

test('a request is from the client behind the proxies that the stage names', async () => {
  vi.stubEnv('TRUSTED_PROXIES', '192.0.2.7,10.0.0.0/8');
  vi.resetModules();
  const { requestOf } = await import('../../../shared/platform/http-request.ts');
  vi.unstubAllEnvs();
  const from = (sourceIp: string) =>
    requestOf(
      {
        headers: { 'X-Forwarded-For': '198.51.100.1' },
        requestContext: { identity: { sourceIp } },
      } as unknown as APIGatewayProxyEvent,
      'r-1',
      1,
    ).sourceIp;
  expect(['192.0.2.7', '10.1.2.3', '203.0.113.9'].map(from)).toEqual(['198.51.100.1', '198.51.100.1', '203.0.113.9']);
});
