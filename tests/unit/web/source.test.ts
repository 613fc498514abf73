import { expect, test } from 'vitest';
import {
  lastDigitsCounts,
  sentCodeCounts,
  untypedCodeCounts,
  wholePhoneCounts,
} from '../../../functions/web/domain/tries.ts';
import { neighbourhoodOf, networkOf } from '../../../shared/kernel/source.ts';
import { countedFor, freeAt } from '../../../shared/kernel/tries.ts';
import { deskLimits } from '../../support/citizen-desk.ts';

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:0:0:1:2:3:4', '2001:db8:0:0'],
  ['2001:DB8::4', '2001:db8:0:0'],
  ['2001:0db8::', '2001:db8:0:0'],
  ['2001:db8:0:1::4', '2001:db8:0:1'],
  ['::1', '0:0:0:0'],
  ['64:ff9b::203.0.113.9', '64:ff9b:0:0'],
  ['2001::2:3:4:5:6:7', '2001:0:2:3'],
  ['::ffff:203.0.113', '0:0:0:0'],
  ['::ffff:203.0.113.9.9', '0:0:0:0'],
  ['64::ffff:203.0.113.9', '64:0:0:0'],
  ['::ffff:203.0.113.9:1', '0:0:0:0'],
  ['1:2:3', '1:2:3'],
  ['', ''],
])('the tries of %s count for %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test.each([
  ['203.0.113.9', '203.0.113'],
  ['2001:db8:1:2', '2001:db8:1'],
])('the network %s lies in the neighbourhood %s', (network, neighbourhood) => {
  expect(neighbourhoodOf(network)).toBe(neighbourhood);
});

test('what counts together has a name that no other count has, and says whether a target or a source is held back', () => {
  const by = { network: '203.0.113.9', dossierCode: 'H26.10-261116-0007', phone: '0912345678' } as const;
  const counts = [
    ...lastDigitsCounts(deskLimits, by),
    ...wholePhoneCounts(by),
    ...untypedCodeCounts(deskLimits, by.network),
    ...sentCodeCounts(deskLimits, by.phone),
  ];
  // Under these names they are kept, and counted by releases side by side.
  const names = [
    ...['last digits from 203.0.113.9', 'last digits in share 8', 'last digits of H26.10-261116-0007'],
    ...['phone of H26.10-261116-0007 from 203.0.113.9', 'phone 0912345678 from 203.0.113.9'],
    ...['codes from 203.0.113.9', 'codes in share 8', 'codes from around 203.0.113', 'codes to 0912345678'],
  ];
  expect(counts.map(({ name }) => name)).toEqual(names);
  expect(new Set(names).size).toBe(counts.length);
  expect(counts.map(({ of }) => of)).toEqual([
    ...['source', 'installation', 'target'],
    ...['target', 'target'],
    ...['source', 'installation', 'neighbourhood'],
    'target',
  ]);
});

test('a place is free at once while fewer were taken than any limit lets, and a try counts for as long as the longest of them', () => {
  const limits = [
    { atMost: 2, withinMs: 1000 },
    { atMost: 3, withinMs: 5000 },
  ];
  expect(freeAt([], limits)).toBe(0);
  expect(freeAt([10_000], limits)).toBe(0);
  expect(freeAt([10_000, 10_500], limits)).toBe(11_000);
  expect(freeAt([10_000, 10_500, 12_000], limits)).toBe(15_000);
  expect(countedFor(limits)).toBe(5000);
});
