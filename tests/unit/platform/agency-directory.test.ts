import { expect, test } from 'vitest';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import {
  type Agency,
  agencyDirectoryIn,
  agencyKey,
  codeSpacesKey,
  codeSpacesOf,
} from '../../../shared/platform/agency-directory.ts';
import { memoryTable } from '../../support/memory-table.ts';

const city = { code: 'H26', name: 'UBND thành phố Hà Nội' } as const;

/** A directory over a table in which agencies are set up, with a count of the reads. */
const room = async () => {
  const table = memoryTable();
  const clock = { now: 1_000_000 };
  const setUp = (agency: Agency) => table.put({ ...agencyKey(agency.code), agency: { ...agency } });
  await setUp(city);
  let reads = 0;
  table.onCall = (name) => {
    if (name === 'get') reads += 1;
  };
  return { clock, setUp, directory: agencyDirectoryIn(table, () => clock.now), reads: () => reads };
};

test('agencies and code spaces lie where every release looks for them', () => {
  expect(agencyKey('H26.10')).toEqual({ pk: 'AG#H26.10', sk: 'AG' });
  expect(codeSpacesKey).toEqual({ pk: 'SPACES', sk: 'SPACES' });
  expect(codeSpacesOf(undefined)).toEqual({});
  expect(codeSpacesOf({ ...codeSpacesKey, spaces: { G09: 'H26' } })).toEqual({ G09: 'H26' });
});

test('an agency is answered with all that was set up of it', async () => {
  const { directory, setUp } = await room();
  const whole: Agency = {
    code: 'H26.10',
    name: 'UBND phường Láng',
    nameEn: 'People’s Committee of Láng Ward',
    phone: '02438255555',
    email: 'lang@hanoi.gov.vn',
    staffEmails: ['tuphap.lang@hanoi.gov.vn'],
    parentCode: 'H26',
    quietHours: { from: '21:00', to: '07:00' },
    counters: ['H26.40'],
    refundLimitVnd: 500_000,
    receipt: { taxCode: '0100233488', formSign: '01BLP', receiptSign: 'HN-26E' },
  };
  await setUp(whole);
  expect(await directory.named('H26.10')).toEqual(whole);
});

test('one that is not set up has the name of the nearest above it, and where there is none its code', async () => {
  const { directory, setUp } = await room();
  await setUp({ code: 'H26.10', name: 'UBND phường Láng' });
  expect(await directory.named('H26.10.5.1')).toEqual({ code: 'H26.10.5.1', name: 'UBND phường Láng' });
  expect(await directory.named('H26.11')).toEqual({ ...city, code: 'H26.11' });
  expect(await directory.named('G09.20')).toEqual({ code: 'G09.20', name: 'G09.20' });
});

test('is read once a minute', async () => {
  const { directory, clock, setUp, reads } = await room();
  expect(await directory.named('H26')).toEqual(city);
  await setUp({ ...city, name: 'Hà Nội' });
  clock.now += 59_999;
  expect([await directory.named('H26'), reads()]).toEqual([city, 1]);
  clock.now += 1;
  expect([(await directory.named('H26')).name, reads()]).toEqual(['Hà Nội', 2]);
});

test('codes that callers make up do not fill the memory', async () => {
  const { directory, reads } = await room();
  const made = (n: number) => directory.named(AgencyCode.parse(`X00.${n}`));
  await directory.named('H26');
  for (let n = 0; n < 1000; n += 1) await made(n);
  const before = reads();
  await directory.named('H26');
  expect(reads()).toBe(before);
  await made(1000);
  await directory.named('H26');
  expect(reads()).toBe(before + 3);
});

test('each rule about money is the agency’s own, else that of the nearest above it that has one', async () => {
  const { directory, setUp } = await room();
  const receipt = { taxCode: '0100233488', formSign: '01BLP', receiptSign: 'HN-26E' };
  expect(await directory.moneyRules('H26.10.3')).toEqual({});
  await setUp({ ...city, refundLimitVnd: 500_000, receipt });
  await setUp({ code: 'H26.10', name: 'UBND phường Láng', refundLimitVnd: 0 });
  expect(await directory.moneyRules('H26.10.3')).toEqual({ refundLimitVnd: 0, receipt });
  expect(await directory.moneyRules('H26.11')).toEqual({ refundLimitVnd: 500_000, receipt });
  expect(await directory.moneyRules('G09.20')).toEqual({});
});

test('a rule about money counts as soon as it is set up', async () => {
  const { directory, setUp } = await room();
  await directory.named('H26');
  expect(await directory.moneyRules('H26')).toEqual({});
  await setUp({ ...city, refundLimitVnd: 1 });
  expect(await directory.moneyRules('H26')).toEqual({ refundLimitVnd: 1 });
});

test('each rule about own words is the agency’s own, else that of the nearest above it that has one', async () => {
  const { directory, setUp } = await room();
  expect(await directory.messageRules('H26.10.3')).toEqual({ isSetUp: false, smsSegmentLimit: 1, hosts: [] });
  await setUp({ ...city, website: 'https://www.hanoi.gov.vn/mot-cua', smsSegmentLimit: 3 });
  await setUp({ code: 'H26.10', name: 'UBND phường Láng', linkHosts: ['lang.example.vn'] });
  expect(await directory.messageRules('H26.10')).toEqual({
    isSetUp: true,
    smsSegmentLimit: 3,
    hosts: ['hanoi.gov.vn', 'lang.example.vn'],
  });
  expect(await directory.messageRules('H26.11')).toMatchObject({ isSetUp: false, hosts: ['hanoi.gov.vn'] });
  expect(await directory.messageRules('G09.20')).toEqual({ isSetUp: false, smsSegmentLimit: 1, hosts: [] });
});

test("staff are told at their agency's addresses for them, else at its own, else where those above are, as set up now", async () => {
  const { directory, setUp } = await room();
  const told = () => directory.staffAddresses('H26.10.5');
  expect(await told()).toEqual([]);
  await setUp({ ...city, email: 'hanoi@hanoi.gov.vn' });
  expect(await told()).toEqual(['hanoi@hanoi.gov.vn']);
  await setUp({ code: 'H26.10', name: 'UBND phường Láng' });
  expect(await told()).toEqual(['hanoi@hanoi.gov.vn']);
  const ward = { code: 'H26.10', name: 'UBND phường Láng', email: 'lang@hanoi.gov.vn' } as const;
  await setUp({ ...ward, staffEmails: [] });
  expect(await told()).toEqual(['lang@hanoi.gov.vn']);
  await setUp({ ...ward, staffEmails: ['b@hanoi.gov.vn', 'a@hanoi.gov.vn'] });
  expect(await told()).toEqual(['b@hanoi.gov.vn', 'a@hanoi.gov.vn']);
});
