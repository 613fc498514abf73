import { describe, expect, test } from 'vitest';
import { nextCode, nextSendingAt } from '../../../functions/results/domain/download-code.ts';
import { redeemDownloadCode } from '../../../functions/results/usecases/redeem-download-code.ts';
import { requestDownloadCode } from '../../../functions/results/usecases/request-download-code.ts';
import { DOSSIER, NOON, resultsHouse } from '../../support/results-house.ts';

const room = () => {
  const { table, ports } = resultsHouse();
  const ask = (now = NOON) => requestDownloadCode(ports)(DOSSIER, now);
  const asked = async (now = NOON): Promise<string> => {
    const code = await ask(now);
    if (!code.ok) throw new Error(code.failure.kind);
    return ports.derived.downloadDigits(DOSSIER, code.value.nonce);
  };
  const redeem = async (digits: string, now = NOON) => {
    const tried = await redeemDownloadCode(ports)(DOSSIER, digits, now);
    return tried.ok ? tried.value.outcome : tried.failure.kind;
  };
  return { table, ask, asked, redeem };
};
const wrongOf = (digits: string): string => String((Number(digits) + 1) % 1_000_000).padStart(6, '0');

describe('a download code', () => {
  test('opens once, and nothing of it is stored', async () => {
    const { table, asked, redeem } = room();
    const digits = await asked();
    expect(digits).toMatch(/^\d{6}$/);
    expect(JSON.stringify(table.all().map(({ nonce }) => nonce))).not.toContain(digits);
    expect(await redeem(digits)).toBe('accepted');
    expect(await redeem(digits)).toBe('expired');
  });

  test('is of no use after five minutes', async () => {
    const { asked, redeem } = room();
    const digits = await asked();
    expect(await redeem(digits, NOON + 300_000)).toBe('expired');
    expect(await redeem(digits, NOON + 299_999)).toBe('accepted');
  });

  test('can be tried five times; then the right digits do not help', async () => {
    const { asked, redeem } = room();
    const digits = await asked();
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await redeem(wrongOf(digits))).toBe('wrong');
    expect(await redeem(digits)).toBe('exhausted');
  });

  test('says how many tries are left, and to whoever is right when the code was asked for', async () => {
    const { ports } = resultsHouse();
    const ask = requestDownloadCode(ports);
    await ask(DOSSIER, NOON);
    await ask(DOSSIER, NOON + 30_000);
    const later = NOON + 60_000;
    const asked = await ask(DOSSIER, later);
    expect(asked).toMatchObject({ ok: true, value: { expiresAt: later + 300_000 } });
    const digits = await ports.derived.downloadDigits(DOSSIER, asked.ok ? asked.value.nonce : '');
    const tried = (typed: string) => redeemDownloadCode(ports)(DOSSIER, typed, later + 5000);
    for (const triesLeft of [4, 3])
      expect(await tried(wrongOf(digits))).toEqual({ ok: true, value: { outcome: 'wrong', triesLeft } });
    expect(await tried(digits)).toEqual({ ok: true, value: { outcome: 'accepted', sentAt: later } });
  });

  test('that others try or replace without end is left for another moment', async () => {
    const { ports } = resultsHouse();
    await requestDownloadCode(ports)(DOSSIER, NOON);
    let replaced = 0;
    const codes = {
      ...ports.codes,
      replace: async () => {
        replaced += 1;
        return false;
      },
    };
    const busy = { ok: false, failure: { kind: 'temporarily_unavailable', detail: expect.stringMatching(/others/) } };
    expect(await redeemDownloadCode({ ...ports, codes })(DOSSIER, '000000', NOON)).toEqual(busy);
    expect(await requestDownloadCode({ codes })(DOSSIER, NOON + 30_000)).toEqual(busy);
    expect(replaced).toBe(20);
  });

  test('forty wrong tries at once learn no more than five in a row', async () => {
    const { asked, redeem } = room();
    const digits = await asked();
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => redeem(wrongOf(digits))));
    expect(outcomes.filter((outcome) => outcome === 'wrong').length).toBe(5);
    expect(await redeem(digits)).toBe('exhausted');
  });

  test('right digits at once from two browsers open for one of them', async () => {
    const { asked, redeem } = room();
    const digits = await asked();
    expect((await Promise.all([redeem(digits), redeem(digits)])).sort()).toEqual(['accepted', 'expired']);
  });

  test('the next one waits 30 seconds and ends the one before', async () => {
    const { ask, asked, redeem } = room();
    const first = await asked();
    expect(await ask(NOON + 29_999)).toMatchObject({ failure: { kind: 'too_many_tries', retryAt: NOON + 30_000 } });
    const second = await asked(NOON + 30_000);
    expect(second).not.toBe(first);
    expect(await redeem(first, NOON + 30_001)).toBe('wrong');
    expect(await redeem(second, NOON + 30_001)).toBe('accepted');
  });

  test('is sent at most five times within an hour and ten times within a day, used or not', async () => {
    const { ask, asked, redeem } = room();
    const minute = 60_000;
    for (let sent = 0; sent < 5; sent += 1) await redeem(await asked(NOON + sent * minute), NOON + sent * minute);
    expect(await ask(NOON + 59 * minute)).toMatchObject({ failure: { retryAt: NOON + 60 * minute } });
    for (let sent = 0; sent < 5; sent += 1) await asked(NOON + (65 + sent) * minute);
    expect(await ask(NOON + 130 * minute)).toMatchObject({ failure: { retryAt: NOON + 24 * 60 * minute } });
    expect((await ask(NOON + 24 * 60 * minute)).ok).toBe(true);
  });

  test('may be sent at once where none was, and forgets those of more than a day', () => {
    const day = 24 * 60 * 60_000;
    expect(nextSendingAt(undefined)).toBe(0);
    expect(nextCode(undefined, 'n', NOON).sentAt).toEqual([NOON]);
    const sentAt = [NOON - day - 1, NOON - day, NOON - day + 1, NOON - 1];
    expect(nextCode({ nonce: 'm', expiresAt: 0, triesLeft: 0, sentAt }, 'n', NOON)).toEqual({
      nonce: 'n',
      expiresAt: NOON + 300_000,
      triesLeft: 5,
      sentAt: [NOON - day + 1, NOON - 1, NOON],
    });
  });

  test('ten requests at once send one', async () => {
    const { ask } = room();
    const all = await Promise.all(Array.from({ length: 10 }, () => ask()));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('there is nothing to redeem where none was sent', async () => {
    expect(await room().redeem('000000')).toBe('expired');
  });
});
