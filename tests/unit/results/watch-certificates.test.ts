import { expect, test } from 'vitest';
import { signersIn } from '../../../functions/results/adapters/table-signers.ts';
import { tableTrustStore } from '../../../functions/results/adapters/table-trust-store.ts';
import { endingCertificates } from '../../../functions/results/usecases/watch-certificates.ts';
import { DAY_MS, HOUR_MS, isMorning } from '../../../shared/kernel/time.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { OFFICER_SET_UP, tokenOf } from '../../support/signer-set-up.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const MORNING = inVietNam('2026-11-19 07:00');
const endsIn = (days: number) =>
  tokenOf('A', 'ec', { notAfter: new Date(MORNING + days * DAY_MS + HOUR_MS) }).certificatePem;

test('people are told 60 and 30 days before an end, and each day of the last week and after it', async () => {
  const table = memoryTable();
  const [trust, signerRows] = [tableTrustStore(table), signersIn(table)];
  await trust.putSeal({ certificatePem: endsIn(60), chainPem: '' });
  for (const days of [61, 31, 30, 29, 8, 7, 0, -3])
    await signerRows.put({ ...OFFICER_SET_UP, signerId: `s${days}`, certificatePem: endsIn(days) });
  await signerRows.put({ ...OFFICER_SET_UP, signerId: 'ended', certificatePem: endsIn(1), endedAt: 1 });
  await signerRows.put({ ...OFFICER_SET_UP, signerId: 'elsewhere', by: 'csc', certificatePem: undefined });
  const found = await endingCertificates({ trust, signerRows })(MORNING);
  expect(found.map(({ of, daysLeft }) => [of, daysLeft]).sort()).toEqual([
    ['s-3', -3],
    ['s0', 0],
    ['s30', 30],
    ['s7', 7],
    ['seal', 60],
  ]);
});

test('once a day, at seven in the morning', () => {
  const minutes = Array.from({ length: 1440 }, (_, i) => MORNING - 6 * HOUR_MS + i * 60_000);
  expect(minutes.filter(isMorning)).toEqual([MORNING]);
});
