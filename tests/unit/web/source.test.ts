import { expect, test } from 'vitest';
import { networkOf } from '../../../functions/web/domain/source.ts';
import { clientAddressBehind } from '../../../shared/platform/client-address.ts';

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:0:0:1:2:3:4', '2001:db8:0:0'],
  ['2001:DB8::4', '2001:db8:0:0'],
  ['2001:0db8::', '2001:db8:0:0'],
  ['2001:db8:0:1::4', '2001:db8:0:1'],
  ['::1', '0:0:0:0'],
  ['64:ff9b::203.0.113.9', '64:ff9b:0:0'],
  ['', ''],
])('the tries of %s count for %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

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
});

test('a proxy that is no address is refused at the start', () => {
  expect(() => clientAddressBehind(['cdn.example'])).toThrow('cdn.example');
});
