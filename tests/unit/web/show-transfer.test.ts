import { expect, test } from 'vitest';
import type { Fees, Transfer } from '../../../functions/web/ports.ts';
import { showTransfer } from '../../../functions/web/usecases/show-transfer.ts';
import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import { dossier, fee, TOKEN, transfer } from '../../support/citizen-desk.ts';

const { reference, openedAt, expiresAt } = transfer();

const shown = async (given: Partial<Transfer>, now = openedAt, isStill = false) => {
  const asked: string[] = [];
  const view = await showTransfer({
    dossiers: { ofToken: async (token) => (token === TOKEN ? dossier : undefined) },
    agencies: {
      named: async (code) => {
        asked.push(code);
        return { name: `agency ${code}`, phone: undefined };
      },
    },
    fees: { transfer: async () => transfer(given) } as unknown as Fees,
  })(TOKEN, reference, now, isStill);
  if (!view.ok) throw new Error(view.failure.kind);
  return view.value;
};

test('it is waited for until its term ends, quickly for a quarter of an hour, then each minute', async () => {
  const at = async (now: number) => {
    const { outcome, refreshSeconds } = await shown({}, now);
    return [outcome, refreshSeconds];
  };
  expect(await at(openedAt + 15 * MINUTE_MS - 1)).toEqual(['waiting', 10]);
  expect(await at(openedAt + 15 * MINUTE_MS)).toEqual(['waiting', 60]);
  expect(await at(expiresAt - 1)).toEqual(['waiting', 60]);
  expect(await at(expiresAt)).toEqual(['over', undefined]);
  expect((await shown({}, openedAt, true)).refreshSeconds).toBeUndefined();
});

test('a token of nobody opens nothing', async () => {
  const view = await showTransfer({
    dossiers: { ofToken: async () => undefined },
    agencies: { named: async () => ({ name: '', phone: undefined }) },
    fees: { transfer: async () => transfer() } as unknown as Fees,
  })(TOKEN, reference, openedAt, false);
  expect(view).toEqual({ ok: false, failure: { kind: 'not_found', what: 'page' } });
});

test('who collects is the fee’s own agency, and what is still due is the fee less what came', async () => {
  const part = fee({ agencyCode: 'H26.11', state: 'partially_paid', receivedVnd: 60_000 });
  expect(await shown({ money: 'received', fee: part })).toMatchObject({
    outcome: 'part',
    agency: { name: 'agency H26.11' },
    amountVnd: 150_000,
    dueVnd: 90_000,
    told: [],
  });
});

test('what nobody has anything to say of but the page has no words of its own', async () => {
  for (const given of [{}, { isFailed: true }, { expiresAt: 0 }, { money: 'held' }] as const)
    expect((await shown(given)).told).toEqual([]);
  expect((await shown({ money: 'received', fee: fee({ state: 'paid', receivedVnd: 150_000 }) })).told).toEqual([]);
  expect((await shown({ fee: fee({ state: 'cancelled', ended: 'cancelled' }) })).told).toHaveLength(1);
});
