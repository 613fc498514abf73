import { describe, expect, test } from 'vitest';
import { feeWords } from '../../../functions/web/domain/fee-standing.ts';
import { nextStepWords, overdueWords } from '../../../functions/web/domain/words.ts';
import type { CitizenDossier, Fee, ReturnedAttempt } from '../../../functions/web/ports.ts';
import { tooManyCodes, troubleOf } from '../../../functions/web/usecases/get-result.ts';
import { lookUp } from '../../../functions/web/usecases/look-up.ts';
import { showFees, startPayment } from '../../../functions/web/usecases/pay-fees.ts';
import { showReturn } from '../../../functions/web/usecases/show-return.ts';
import { showStatus } from '../../../functions/web/usecases/show-status.ts';
import { statusWords } from '../../../shared/kernel/dossier-status.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import { DOSSIER, deskLimits, dossier, fee, severalWays, TOKEN } from '../../support/citizen-desk.ts';
import { must } from '../../support/payments.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const NOW = inVietNam('2026-11-18 09:00');
const pageNotFound = { ok: false, failure: { kind: 'not_found', what: 'page' } };

/** Nobody promised anything, and nothing happened. */
const untold: CitizenDossier = { ...dossier, promisedAt: undefined, moments: [] };

const dossiersOf = (changes: Partial<CitizenDossier>) => ({
  ofToken: async (token: string) => (token === TOKEN ? { ...untold, ...changes } : undefined),
});

describe('the page of a dossier', () => {
  const shown = async (changes: Partial<CitizenDossier> = {}, fees: readonly Fee[] = [], token = TOKEN) =>
    showStatus({
      dossiers: dossiersOf(changes),
      agencies: { named: async () => ({ name: 'UBND phường', phone: undefined }) },
      fees: { ofDossier: async () => fees },
      documents: { ofDossier: async () => [], allOfDossier: async () => ({ issued: [], former: [] }) },
    })(token, NOW);
  const viewOf = async (...of: Parameters<typeof shown>) => must(await shown(...of));

  test('is nobody’s under another token', async () => {
    expect(await shown({}, [], 'x')).toEqual(pageNotFound);
  });

  test('tells nothing of a fee that is to be paid but how much', async () => {
    expect(await viewOf({}, [fee({ heldVnd: 20_000 })])).toMatchObject({ aboutMoney: [], dueVnd: 150_000 });
  });

  test('tells a status of a later release as one that is being updated', async () => {
    const being = { vi: 'Đang cập nhật', en: 'Being updated' };
    expect(await viewOf({ statusNumber: 11 })).toMatchObject({ status: being, nextStep: being, tone: 'plain' });
  });

  test.each([
    [1, 'plain'],
    [4, 'plain'],
    [5, 'wait'],
    [8, 'bad'],
    [9, 'good'],
  ])('at status %i has the words of that status and the tone %s', async (statusNumber, tone) => {
    const view = await viewOf({ statusNumber });
    expect(view).toMatchObject({ status: statusWords[statusNumber], nextStep: nextStepWords[statusNumber], tone });
  });

  test.each([
    [2, true],
    [4, true],
    [5, false],
    [6, false],
    [7, false],
    [9, false],
  ])('past its date at status %i: late is the agency’s doing: %s', async (statusNumber, late) => {
    const { nextStep, tone } = await viewOf({ statusNumber, clock: 'overdue' });
    expect(nextStep).toEqual(late ? overdueWords : nextStepWords[statusNumber]);
    if (late) expect(tone).toBe('wait');
  });

  test('names nobody once personal data are erased', async () => {
    expect((await viewOf({ applicantName: undefined })).maskedName).toBeUndefined();
    expect((await viewOf()).maskedName).toBe('N*** T*** Á***');
  });

  test('tells what happened from the newest on, without what is the office’s own', async () => {
    const moments = [
      { at: NOW - 3, type: 'registered', date: undefined },
      { at: NOW - 2, type: 'details_corrected', date: undefined },
      { at: NOW - MINUTE_MS, type: 'accepted', date: undefined },
    ];
    const { moments: told } = await viewOf({ moments });
    expect(told.map(({ at }) => at)).toEqual(['08:59 18/11/2026', '08:59 18/11/2026']);
    expect(told.map(({ label }) => label)).toEqual([
      expect.objectContaining({ en: expect.stringMatching(/accept/i) }),
      expect.objectContaining({ en: expect.stringMatching(/receiv|submit|regist/i) }),
    ]);
  });

  const paid = fee({ paymentId: 'pay_2', state: 'paid', receivedVnd: 150_000 });
  const held = fee({ paymentId: 'pay_3', state: 'under_review', heldVnd: 150_000 });

  test('asks for what is still due of the fees that may be paid', async () => {
    const part = fee({ state: 'partially_paid', receivedVnd: 50_000 });
    expect(await viewOf({ statusNumber: 6 }, [part, fee(), paid])).toMatchObject({
      dueVnd: 250_000,
      aboutMoney: [],
      nextStep: nextStepWords[6],
    });
  });

  test('that waits for a fee which was settled just now says so in place of asking for it', async () => {
    const { nextStep, aboutMoney } = await viewOf({ statusNumber: 6 }, [fee({ state: 'cancelled' }), paid]);
    expect([nextStep, aboutMoney]).toEqual([undefined, feeWords('paid', paid)]);
  });

  test('that waits because an officer asked for a payment asks for it, whatever was paid before', async () => {
    const moments = [
      { at: NOW - 2, type: 'accepted', date: undefined },
      { at: NOW - 1, type: 'payment_requested', date: undefined },
    ];
    const { nextStep, aboutMoney } = await viewOf({ statusNumber: 6, moments }, [paid]);
    expect([nextStep, aboutMoney]).toEqual([nextStepWords[6], []]);
  });

  test('asks for nothing while money for one of its fees is looked at, and only at the status that asks', async () => {
    const waiting = await viewOf({ statusNumber: 6 }, [held, fee()]);
    expect([waiting.nextStep, waiting.aboutMoney]).toEqual([undefined, feeWords('under_review', held)]);
    const working = await viewOf({ statusNumber: 4 }, [held]);
    expect([working.nextStep, working.aboutMoney]).toEqual([nextStepWords[4], feeWords('under_review', held)]);
  });

  test('at another status tells of a fee only where money is too much or held', async () => {
    expect((await viewOf({ statusNumber: 4 }, [paid])).aboutMoney).toEqual([]);
    const besides = { ...paid, heldVnd: 20_000 };
    expect((await viewOf({ statusNumber: 4 }, [besides])).aboutMoney).toEqual(feeWords('paid', besides));
  });
});

describe('the page of fees', () => {
  test('shows the newest first, and says nothing beside a fee that may be paid', async () => {
    const fees = [fee({ paymentId: 'pay_1', state: 'paid' }), fee({ paymentId: 'pay_2' })];
    const asked: Fee[] = [];
    const waysOf = async (payable: readonly Fee[]) => {
      asked.push(...payable);
      return new Map([['pay_2', severalWays]]);
    };
    const agencies = { named: async () => ({ name: 'UBND phường', phone: undefined }) };
    const ports = { dossiers: dossiersOf({}), agencies, fees: { ofDossier: async () => fees, waysOf } as never };
    const view = must(await showFees(ports)(TOKEN, 'press', NOW));
    expect(view.fees.map(({ paymentId, told, ways }) => [paymentId, told.length, ways])).toEqual([
      ['pay_2', 0, severalWays],
      ['pay_1', 1, []],
    ]);
    expect(asked.map(({ paymentId }) => paymentId)).toEqual(['pay_2']);
    expect(await showFees(ports)('x', 'press', NOW)).toEqual(pageNotFound);
  });

  test('is pressed for the fee that the form names, by whoever holds the token', async () => {
    const pressed: unknown[] = [];
    const fees = {
      startPayment: async (press: unknown) => {
        pressed.push(press);
        return ok({ redirectUrl: 'https://provider.example' });
      },
    } as never;
    const press = startPayment({ dossiers: dossiersOf({}), fees });
    const asked = { press: 'p', provider: 'vnpay', payerIp: '203.0.113.9', now: NOW, requestId: 'r' };
    const paymentId = `pay_${'0'.repeat(26)}`;
    expect(await press('x', { ...asked, paymentId })).toEqual(pageNotFound);
    expect(pressed).toEqual([]);
    expect((await press(TOKEN, { ...asked, paymentId })).ok).toBe(true);
    expect(pressed).toMatchObject([{ paymentId, dossierCode: DOSSIER, payerIp: '203.0.113.9' }]);
  });
});

describe('the page that the browser comes back to', () => {
  const back = (changes: Partial<ReturnedAttempt> | undefined, waitedMs = 0) => {
    const attempt = {
      told: 'paid',
      dossierCode: DOSSIER,
      reference: 'R1',
      amountVnd: 150_000,
      openedAt: NOW - waitedMs,
      money: 'none',
      fee: fee(),
    } as const;
    const fees = { broughtBack: async () => changes && { ...attempt, ...changes } } as never;
    const message = {
      provider: 'vnpay',
      merchant: 'm',
      query: {},
      headers: {},
      body: new Uint8Array(),
      receivedAt: NOW,
    };
    return showReturn({ fees })(message);
  };

  test.each([
    [0, 'waiting', 5],
    [5 * MINUTE_MS - 1, 'waiting', 5],
    [5 * MINUTE_MS, 'waiting', 30],
    [30 * MINUTE_MS, 'waiting', 30],
    [30 * MINUTE_MS + 1, 'unconfirmed', undefined],
  ])('after %i ms without a callback is %s and looks again after %s s', async (waitedMs, outcome, refreshSeconds) => {
    expect(await back({}, waitedMs)).toMatchObject({ outcome, refreshSeconds, told: [] });
  });

  test('tells by the ledger what came, and of a fee that is not owed its words', async () => {
    const paid = fee({ state: 'paid', receivedVnd: 150_000 });
    expect(await back(undefined)).toEqual({ outcome: 'unknown', told: [], refreshSeconds: undefined });
    expect(await back({ money: 'held' })).toMatchObject({ outcome: 'under_review', told: [] });
    expect(await back({ money: 'received', fee: paid })).toMatchObject({ outcome: 'paid', told: [] });
    expect(await back({ told: 'failed' })).toMatchObject({ outcome: 'failed', told: [] });
    expect(await back({ told: 'failed', fee: paid })).toMatchObject({
      outcome: 'failed_unowed',
      told: feeWords('paid', paid),
    });
    const over = { ...paid, receivedVnd: 300_000, surplusVnd: 150_000 };
    expect(await back({ money: 'received', fee: over })).toMatchObject({
      outcome: 'surplus',
      told: feeWords('overpaid', over),
    });
  });
});

describe('a code that does not open', () => {
  test('says how many tries are left, or that it is of no more use', () => {
    expect(troubleOf({ outcome: 'wrong', triesLeft: 1 })).toEqual({ kind: 'wrong_code', triesLeft: 1 });
    for (const used of [{ outcome: 'wrong', triesLeft: 0 }, { outcome: 'exhausted' }] as const)
      expect(troubleOf(used)).toEqual({ kind: 'code_used_up' });
    expect(troubleOf({ outcome: 'expired' })).toEqual({ kind: 'code_expired' });
  });

  test('may be asked for again in so many seconds, or from a time on where that is more than a minute away', () => {
    const again = (waitMs: number) => tooManyCodes(NOW + waitMs, NOW);
    expect(again(1)).toEqual({ kind: 'too_many_codes', again: ['sau 1 giây', 'in 1 seconds'] });
    expect(again(MINUTE_MS)).toEqual({ kind: 'too_many_codes', again: ['sau 60 giây', 'in 60 seconds'] });
    expect(again(MINUTE_MS + 1)).toMatchObject({ again: ['từ 09:01 18/11/2026', 'from 09:01 18/11/2026'] });
  });
});

describe('the look-up', () => {
  const looked = async (digits: string) => {
    let taken = 0;
    const ways = { wayIn: async () => ({ phones: ['0912345678', '0987654321'], token: TOKEN }) };
    const tries = {
      take: async () => {
        taken += 1;
        return undefined;
      },
      giveBack: async () => {},
    };
    const found = await lookUp({ ways, tries, limits: deskLimits })({
      dossierCode: DOSSIER,
      digits,
      sourceIp: '203.0.113.9',
      now: NOW,
    });
    return [found.ok, taken];
  };

  test('finds by the digits of either person of the card', async () => {
    for (const digits of ['5678', '4321', '0912345678', '+84987654321'])
      expect(await looked(digits)).toEqual([true, 1]);
    expect(await looked('0000')).toEqual([false, 1]);
  });

  test.each(['', '678', '45678', '5678x', 'x5678', '12345678'])(
    'judges and counts nothing for "%s"',
    async (digits) => {
      expect(await looked(digits)).toEqual([false, 0]);
    },
  );
});
