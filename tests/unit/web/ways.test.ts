import { describe, expect, test } from 'vitest';
import { orderUrlsOf } from '../../../functions/payments/adapters/citizen-links.ts';
import { questionsIn } from '../../../functions/payments/adapters/fee-timers.ts';
import { citizenFees } from '../../../functions/web/adapters/citizen-fees.ts';
import type { Destination, PayPress } from '../../../functions/web/ports.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { pepperFrom } from '../../../shared/platform/pepper.ts';
import { DOSSIER, must, PUBLIC_ORIGIN, readyHouse } from '../../support/payments.ts';
import { counter, counterCredentials, counterServer } from '../../support/toy-providers/counter.ts';
import { transfer, transferCredentials, transferMessage } from '../../support/toy-providers/transfer.ts';

const pepper = pepperFrom('a pepper for tests, 32 characters or more');

type House = Awaited<ReturnType<typeof readyHouse>>;

const feesOver = (house: House) =>
  citizenFees(
    {
      ...house,
      ...orderUrlsOf(PUBLIC_ORIGIN, async () => pepper),
      questions: questionsIn(house.table),
      returns: { async tell() {} },
    },
    async () => pepper,
  );

const pageIn = (led: Result<Destination>): string =>
  led.ok && 'redirectUrl' in led.value ? led.value.redirectUrl : '';

const severalWays = async () => {
  const server = counterServer();
  const house = await readyHouse([transfer, counter(server.post)]);
  const { paymentId } = must(await house.fee());
  const fees = feesOver(house);
  const press = (more: Partial<PayPress>) =>
    fees.startPayment({
      dossierCode: DOSSIER,
      paymentId,
      provider: undefined,
      press: 'p1',
      payerIp: '203.0.113.9',
      now: house.clock.now,
      requestId: 'r',
      ...more,
    });
  const shown = async () => (await fees.waysOf(await fees.ofDossier(DOSSIER))).get(paymentId);
  await house.settle();
  return { house, server, fees, press, shown, paymentId };
};

describe('several ways to pay', () => {
  test('the ways are those of the agency’s merchants, known names in their order before others, and only what takes the sum', async () => {
    const { house, server, shown, paymentId, fees } = await severalWays();
    const vnpay = { provider: 'vnpay', label: 'VNPAY', mark: { letters: 'VN', colour: '#0b5394' }, checkout: 'page' };
    const shop = {
      provider: 'counter',
      label: 'Quầy thu Thử',
      mark: counter(server.post).manifest.mark,
      checkout: 'page',
    };
    const bank = { provider: 'transfer', label: 'Chuyển khoản Thử', mark: transfer.manifest.mark, checkout: 'qr' };
    expect(await shown()).toEqual([vnpay]);
    await house.merchant('bank', { current: transferCredentials, previous: [] }, 'H26.10', 'transfer');
    await house.merchant('shop', { current: counterCredentials, previous: [] }, 'H26', 'counter');
    await house.merchant('gone', { current: {}, previous: [] }, 'H26', 'nobody');
    expect(await shown()).toEqual([vnpay, bank, shop]);
    const [only] = await fees.ofDossier(DOSSIER);
    if (!only) throw new Error('no fee');
    const dear = (await fees.waysOf([{ ...only, amountVnd: 60_000_000 }])).get(paymentId);
    expect(dear).toEqual([vnpay, bank]);
    const rest = (await fees.waysOf([{ ...only, amountVnd: 60_000_000, receivedVnd: 20_000_000 }])).get(paymentId);
    expect(rest).toEqual([vnpay, bank, shop]);
    expect((await fees.waysOf([{ ...only, agencyCode: 'H27' }])).get(paymentId)).toEqual([]);
  });

  test('many fees of one agency cost no more reads for their ways than one', async () => {
    const { house, fees } = await severalWays();
    const [only] = await fees.ofDossier(DOSSIER);
    if (!only) throw new Error('no fee');
    const asked: string[] = [];
    const merchants = {
      ...house.merchants,
      ofAgency: (code: AgencyCode) => {
        asked.push(code);
        return house.merchants.ofAgency(code);
      },
    };
    const counted = feesOver({ ...house, merchants });
    const many = Array.from({ length: 30 }, (_, n) => ({ ...only, paymentId: `pay_${n}` as const }));
    expect((await counted.waysOf(many)).size).toBe(30);
    expect(asked).toEqual(['H26.10']);
  });

  test('a press leads where its way leads; the same again is the same attempt, another way another', async () => {
    const { house, press, paymentId, fees } = await severalWays();
    await house.merchant('bank', { current: transferCredentials, previous: [] }, 'H26', 'transfer');
    await house.merchant('shop', { current: counterCredentials, previous: [] }, 'H26', 'counter');
    const byBank = await press({ provider: 'transfer' });
    const reference = byBank.ok && 'transfer' in byBank.value ? byBank.value.transfer : '';
    expect(reference).toMatch(/^MC[0-9A-Z]{13}$/);
    expect(await press({ provider: 'transfer' })).toEqual(byBank);
    expect(pageIn(await press({ provider: 'counter' }))).toMatch(/^https:\/\/counter\.example\/pay\//);
    expect(pageIn(await press({}))).toContain('/sandbox/vnpay/');
    expect((await house.known(paymentId)).attempts.map(({ provider }) => provider).sort()).toEqual([
      'counter',
      'transfer',
      'vnpay',
    ]);
    expect(await fees.ofDossier(DOSSIER)).toMatchObject([{ isBegun: true, begunTransfer: { reference } }]);
  });

  test.each(['nobody', '', 'counter', 'VNPAY', '../x', '#'])(
    'a press for the way "%s", which the agency has not, opens nothing',
    async (provider) => {
      const { house, press, paymentId } = await severalWays();
      expect((await press({ provider })).ok).toBe(false);
      expect((await house.known(paymentId)).attempts).toEqual([]);
    },
  );

  test('a press of no way at all where there is none says so', async () => {
    const { press } = await severalWays();
    expect(await press({ paymentId: `pay_${'9'.repeat(26)}` })).toMatchObject({ failure: { kind: 'not_allowed_now' } });
  });

  test('a transfer is what its dossier’s payment says of it: its code, its money, its end', async () => {
    const { house, press, fees, paymentId } = await severalWays();
    await house.merchant('bank', { current: transferCredentials, previous: [] }, 'H26', 'transfer');
    const led = await press({ provider: 'transfer' });
    const reference = led.ok && 'transfer' in led.value ? led.value.transfer : '';
    expect(await fees.transfer(DOSSIER, reference)).toMatchObject({
      reference,
      amountVnd: 150_000,
      isFailed: false,
      money: 'none',
      qr: { memo: reference, accountNumber: transferCredentials.account, accountName: transferCredentials.holder },
      pageUrl: undefined,
      form: undefined,
    });
    expect(await fees.transfer('H26.10-261120-0008', reference)).toBeUndefined();
    expect(await fees.transfer(DOSSIER, `${reference}0`)).toBeUndefined();
    const named = (code: typeof DOSSIER, id: typeof paymentId) => fees.transfer(code, reference, id);
    expect(await named(DOSSIER, paymentId)).toMatchObject({ reference });
    expect(await named('H26.10-261120-0008' as typeof DOSSIER, paymentId)).toBeUndefined();
    expect(await named(DOSSIER, `pay_${'9'.repeat(26)}` as typeof paymentId)).toBeUndefined();
    const byPage = new URL(pageIn(await press({ provider: 'vnpay' }))).searchParams.get('vnp_TxnRef') ?? '';
    expect(await fees.transfer(DOSSIER, byPage)).toBeUndefined();
    await house.told(transferMessage([{ id: 'T1', amount: 50_000, content: `CK ${reference}` }]), 'bank', 'transfer');
    expect(await fees.transfer(DOSSIER, reference)).toMatchObject({
      money: 'received',
      fee: { state: 'partially_paid', begunTransfer: undefined },
    });
  });
});
