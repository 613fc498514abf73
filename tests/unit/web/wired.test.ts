import { describe, expect, test } from 'vitest';
import { orderUrlsOf } from '../../../functions/payments/adapters/citizen-links.ts';
import { questionsIn } from '../../../functions/payments/adapters/fee-timers.ts';
import { resultBook } from '../../../functions/results/domain/book.ts';
import { cardWaysIn } from '../../../functions/web/adapters/citizen-dossiers.ts';
import { citizenFees } from '../../../functions/web/adapters/citizen-fees.ts';
import { wireDocuments } from '../../../functions/web/handlers/wire-documents.ts';
import { wireDossiers } from '../../../functions/web/handlers/wire-dossiers.ts';
import { wireFees } from '../../../functions/web/handlers/wire-fees.ts';
import type { Destination } from '../../../functions/web/ports.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { Head } from '../../../shared/platform/ledger/head.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import { pepperFrom } from '../../../shared/platform/pepper.ts';
import { CODE, dossierHouse } from '../../support/dossier-house.ts';
import { alarmed } from '../../support/logged.ts';
import { memoryTable } from '../../support/memory-table.ts';
import {
  DOSSIER,
  FAILED,
  must,
  noticeFields,
  ORIGIN,
  PUBLIC_ORIGIN,
  readyHouse,
  signedNotice,
} from '../../support/payments.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { NOON, resultsHouse } from '../../support/results-house.ts';
import { counter, counterCredentials, counterServer } from '../../support/toy-providers/counter.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const pepper = pepperFrom('a pepper for tests, 32 characters or more');
const anyPepper = async () => pepper;

describe('dossiers through their capability', () => {
  const registered = async () => {
    const house = dossierHouse();
    await house.register();
    await house.tell('accepted', '2026-11-16 09:35', { note: 'lời của cán bộ' });
    await house.tell('returned', '2026-11-16 09:40');
    const now = () => inVietNam('2026-11-16 10:00');
    return { house, dossiers: wireDossiers(house.table, anyPepper, 'https://motcua.test', now), now };
  };

  test('the link opens the dossier, with its promise and what had effect; no other text does', async () => {
    const { house, dossiers, now } = await registered();
    const token = house.links.urlOf(CODE).split('/').at(-1) ?? '';
    const dossier = await dossiers.ofToken(token, now());
    expect(dossier).toMatchObject({
      dossierCode: CODE,
      statusNumber: 2,
      promisedAt: inVietNam('2026-11-19 17:00'),
      phone: '0912345678',
      clock: 'other',
    });
    expect(dossier?.moments.map(({ type }) => type)).toEqual(['registered', 'accepted', 'promised']);
    expect(dossier?.moments.at(-1)?.date).toBe(inVietNam('2026-11-19 17:00'));
    expect(JSON.stringify(dossier)).not.toContain('lời của cán bộ');
    for (const other of ['', 'x', `${token}x`, CODE]) expect(await dossiers.ofToken(other, now())).toBeUndefined();
  });

  test('a promise that moved is told as such, with its date', async () => {
    const { house, dossiers } = await registered();
    house.at('2026-11-18 10:00');
    await house.tell('supplement_requested', '2026-11-17 08:00');
    await house.tell('supplement_received', '2026-11-18 08:00');
    const dossier = await dossiers.ofToken(house.links.urlOf(CODE).split('/').at(-1) ?? '', house.clock.now);
    const promises = dossier?.moments.filter(({ type }) => type.startsWith('promise'));
    expect(promises?.map(({ type, date }) => [type, date])).toEqual([
      ['promised', inVietNam('2026-11-19 17:00')],
      ['promise_moved', inVietNam('2026-11-20 17:00')],
    ]);
  });

  test('a date is shown of what promises one, never out of an officer’s note', async () => {
    const { house, dossiers, now } = await registered();
    await house.tell('processing_started', '2026-11-16 09:45', { note: '2026-12-01T17:00:00+07:00' });
    await house.tell('stopped', '2026-11-16 09:50', { note: '1/12/2026' });
    const dossier = await dossiers.ofToken(house.links.urlOf(CODE).split('/').at(-1) ?? '', now());
    expect(dossier?.moments.map(({ type, date }) => [type, date])).toEqual([
      ['registered', undefined],
      ['accepted', undefined],
      ['promised', inVietNam('2026-11-19 17:00')],
      ['processing_started', undefined],
      ['stopped', undefined],
    ]);
  });

  test('the applicant is named, and the code goes to the person whom they authorised', async () => {
    const house = dossierHouse();
    const authorisedPerson = { fullName: 'Lê Hoàng Dũng', phone: '0987654321' };
    await house.register({ authorisedPerson });
    const at = inVietNam('2026-11-16 10:00');
    const dossiers = wireDossiers(house.table, anyPepper, 'https://motcua.test', () => at);
    const dossier = await dossiers.ofToken(house.links.urlOf(CODE).split('/').at(-1) ?? '', at);
    expect(dossier).toMatchObject({ applicantName: 'Nguyễn Thị Ánh', phone: '0987654321' });
    const ways = await cardWaysIn(house.table, anyPepper).wayIn(CODE);
    expect(ways?.phones).toEqual(['0987654321', '0912345678']);
  });

  test('the way in is the same link', async () => {
    const { house } = await registered();
    const ways = cardWaysIn(house.table, anyPepper);
    const found = await ways.wayIn(CODE);
    expect(`https://motcua.test/t/${found?.token}`).toBe(house.links.urlOf(CODE));
    expect(found?.phones).toContain('0912345678');
    expect(await ways.wayIn('H26.10-261116-9999')).toBeUndefined();
  });
});

const pageIn = (led: Result<Destination>): string =>
  led.ok && 'redirectUrl' in led.value ? led.value.redirectUrl : '';

describe('fees through their capability', () => {
  const wired = async () => {
    const house = await readyHouse();
    const payment = must(await house.fee());
    const told: { readonly paymentId: string; readonly attemptId: string }[] = [];
    const feesTelling = (tell: (returned: (typeof told)[number]) => Promise<void>) =>
      wireFees(
        house.table,
        house.secrets.reader,
        anyPepper,
        { publicOrigin: PUBLIC_ORIGIN, providersOrigin: ORIGIN },
        { tell },
        () => house.clock.now,
      );
    const fees = feesTelling(async (returned) => void told.push(returned));
    const press = (more: Partial<Parameters<typeof fees.startPayment>[0]> = {}) =>
      fees.startPayment({
        dossierCode: DOSSIER,
        paymentId: payment.paymentId,
        provider: 'vnpay',
        press: 'p1',
        payerIp: '203.0.113.9',
        now: house.clock.now,
        requestId: 'r',
        ...more,
      });
    return { house, payment, fees, press, told, feesTelling };
  };

  test('a press opens an attempt at the agency’s merchant; the same press again is the same, another another', async () => {
    const { press } = await wired();
    const [first, again, other] = [await press(), await press(), await press({ press: 'p2' })];
    expect(first).toMatchObject({ ok: true, value: { redirectUrl: expect.stringContaining('/sandbox/vnpay/') } });
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  test('a press on a page kept open past the attempt’s term opens the next', async () => {
    const { house, press } = await wired();
    const first = await press();
    house.clock.now += 60 * 60_000;
    const later = await press();
    expect(later.ok).toBe(true);
    expect(later).not.toEqual(first);
  });

  test('a press on a provider that does not answer leads nowhere; the same press again opens the next attempt', async () => {
    const server = counterServer();
    const standIn = counter(server.post);
    const house = await readyHouse([{ ...standIn, manifest: { ...standIn.manifest, name: 'vnpay' } }]);
    await house.merchant('H26-vnpay', { current: counterCredentials, previous: [] });
    const { paymentId } = must(await house.fee());
    const ports = { ...house, questions: questionsIn(house.table), ...orderUrlsOf(PUBLIC_ORIGIN, anyPepper) };
    const fees = citizenFees({ ...ports, returns: { async tell() {} } }, anyPepper);
    const press = () =>
      fees.startPayment({
        dossierCode: DOSSIER,
        paymentId,
        provider: 'vnpay',
        press: 'p1',
        payerIp: '203.0.113.9',
        now: house.clock.now,
        requestId: 'r',
      });
    server.mood = 'is_down';
    expect(await press()).toMatchObject({ failure: { kind: 'temporarily_unavailable' } });
    expect(server.creations).toEqual([]);
    server.mood = 'works';
    house.clock.now += 1000;
    const url = expect.stringMatching(/^https:\/\/counter\.example\/pay\//);
    expect(await press()).toMatchObject({ ok: true, value: { redirectUrl: url } });
    expect((await house.known(paymentId)).attempts).toHaveLength(2);
  });

  test('a fee of another dossier is none', async () => {
    const { press } = await wired();
    expect(await press({ dossierCode: 'H26.10-261120-0008' })).toMatchObject({ failure: { kind: 'not_found' } });
  });

  test('a payment is begun until its provider has said what became of it', async () => {
    const { house, payment, fees, press } = await wired();
    const opened = await press();
    const reference = new URL(pageIn(opened)).searchParams.get('vnp_TxnRef') ?? '';
    const notice = signedNotice(noticeFields({ reference, amountVnd: payment.amountVnd }, FAILED));
    const back = { ...notice, provider: 'vnpay', merchant: 'H26-vnpay', receivedAt: house.clock.now };
    expect(await fees.broughtBack(back)).toMatchObject({ told: 'failed', fee: { state: 'pending', isBegun: true } });
    await house.told(notice);
    expect(await fees.broughtBack(back)).toMatchObject({ told: 'failed', fee: { state: 'pending', isBegun: false } });
  });

  test('coming back is told from the ledger, and only under a signature', async () => {
    const { house, payment, fees, press, told } = await wired();
    const opened = await press();
    const query = new URL(pageIn(opened)).searchParams;
    const reference = query.get('vnp_TxnRef') ?? '';
    const notice = signedNotice(noticeFields({ reference, amountVnd: payment.amountVnd }));
    const back = (message = notice) =>
      fees.broughtBack({ ...message, provider: 'vnpay', merchant: 'H26-vnpay', receivedAt: house.clock.now });
    expect(await back()).toMatchObject({ told: 'paid', money: 'none', dossierCode: DOSSIER });
    expect(told).toEqual([{ paymentId: payment.paymentId, attemptId: expect.stringMatching(/^att_/) }]);
    await house.told(notice);
    expect(await back()).toMatchObject({ told: 'paid', money: 'received', fee: { state: 'paid' } });
    expect(await back({ ...notice, query: { ...notice.query, vnp_Amount: ['100'] } })).toBeUndefined();
    expect(told).toHaveLength(1);
  });

  test('coming back is answered though it cannot be told; a person hears of it', async () => {
    const { house, payment, press, feesTelling } = await wired();
    const opened = await press();
    const reference = new URL(pageIn(opened)).searchParams.get('vnp_TxnRef') ?? '';
    const notice = signedNotice(noticeFields({ reference, amountVnd: payment.amountVnd }));
    const fees = feesTelling(async () => {
      throw new Error('the queue is away');
    });
    const back = async () =>
      expect(
        await fees.broughtBack({ ...notice, provider: 'vnpay', merchant: 'H26-vnpay', receivedAt: house.clock.now }),
      ).toMatchObject({ told: 'paid' });
    expect(await alarmed(back)).toMatchObject([{ message: 'return_not_told', aggregate: payment.paymentId }]);
  });
});

test('a code goes out by SMS alone, opens the issued document once, and is stored nowhere', async () => {
  const results = resultsHouse();
  const resultId = await results.ready(simplePdf());
  await results.sign(resultId);
  const ledger = ledgerOver(resultBook, results.table, () => NOON);
  await ledger.place((await ledger.refold(resultId)) as Head);
  const house = dossierHouse();
  await house.register();
  const notifications = memoryTable();
  const documents = wireDocuments(
    { results: results.table, notifications, dossiers: house.table },
    results.ports.files,
    anyPepper,
    () => NOON,
  );
  const issued = { resultId, documentNumber: '12/TLKS-BS', issuedOn: '2026-11-19' };
  expect(await documents.ofDossier(CODE)).toMatchObject([issued]);

  expect((await documents.sendCode(CODE, NOON, 'r')).ok).toBe(true);
  const intents = notifications.all().filter(({ sk }) => sk === 'FACT#intent');
  expect(intents.map(({ fact }) => fact)).toMatchObject([{ channel: 'sms', notice: { template: 'download_code' } }]);
  expect(await documents.sendCode(CODE, NOON, 'r')).toMatchObject({ failure: { kind: 'too_many_tries' } });

  const stored = results.table.all().find(({ sk }) => sk === 'CODE');
  const code = pepper.sixDigits('download-code', CODE, String(stored?.nonce));
  expect(JSON.stringify([...notifications.all(), ...results.table.all()])).not.toContain(`"${code}"`);
  const redeem = (digits: string) =>
    documents.redeem({ dossierCode: CODE, resultId, code: digits, now: NOON + 1000, requestId: 'r' });
  expect(await redeem(code === '000000' ? '000001' : '000000')).toMatchObject({
    value: { outcome: 'wrong', triesLeft: 4 },
  });
  expect(await redeem(code)).toMatchObject({
    ok: true,
    value: { outcome: 'accepted', url: expect.stringContaining(resultId) },
  });
  expect(await redeem(code)).toMatchObject({ value: { outcome: 'expired' } });
});
