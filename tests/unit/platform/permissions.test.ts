import { describe, expect, test } from 'vitest';
import { ITEMS } from '../../support/payments.ts';
import {
  event,
  ofCarrier,
  ofDay,
  ofDossier,
  ofFigures,
  ofMerchant,
  ofMessage,
  ofReaders,
  reads,
  register,
} from '../../support/permission-calls.ts';
import {
  at,
  CARRIER_SET_UP,
  type Case,
  callers,
  DOSSIER,
  fixture,
  OWN_WORDS,
  ofAccount,
  ofAgency,
  ofAgencyAndOperator,
  ofApologies,
  ofCatalogue,
  ofCounterToo,
  ofDecisions,
  ofForms,
  ofKnowing,
  ofMoneyWork,
  ofOperator,
  ofPreferences,
  ofRegistry,
  ofSigning,
  ofTemplate,
  ofTrust,
  ofWebhook,
  WEBHOOK,
  type Who,
} from '../../support/permission-scene.ts';
import { routes } from '../../support/routes.ts';
import { csvOf } from '../../support/statements.ts';

const FORMAT = { columns: { providerTransactionId: 'N', amountVnd: 'A', occurredAt: 'T' } };

/**
 * Who may call what, written down from the description of the API for itself: one row for each call, one column for each caller. A call without a row
 * fails, and a person who is signed in is answered as a key of the same rights. The dossier is decided by H26.10 and was taken in by a counter, which H26.10 names or, in one column, names no more.
 */
const expectations: Readonly<Record<string, readonly Case[]>> = {
  'PUT /v1/dossiers/{dossierCode}': [
    {
      what: 'of the counter, under its numbers',
      call: register('H26.40-261116-0008', { receivingAgencyCode: 'H26.40' }),
      expected: [403, 404, 201, 404, 201, 403, 403, 403],
    },
    {
      what: 'of the counter, under the deciding agency’s numbers',
      call: register('H26.10-261116-0008', { receivingAgencyCode: 'H26.40' }),
      expected: [403, 404, 403, 404, 403, 403, 403, 403],
    },
    {
      what: 'of the agency itself',
      call: register('H26.10-261116-0008', {}),
      expected: [201, 404, 201, 404, 404, 404, 403, 403],
    },
    {
      what: 'of the agency itself, under a sibling’s numbers',
      call: register('H26.11-261116-0008', {}),
      expected: [403, 404, 403, 404, 404, 404, 403, 403],
    },
    {
      what: 'of a ministry',
      call: register('G09-261116-0008', { agencyCode: 'G09' }),
      expected: [404, 404, 404, 404, 404, 404, 403, 403],
    },
    {
      what: 'of a ministry through the sibling as its counter',
      call: register('H26.11-261116-0008', { agencyCode: 'G09', receivingAgencyCode: 'H26.11' }),
      expected: [404, 404, 403, 403, 404, 404, 403, 403],
    },
  ],
  'GET /v1/dossiers/{dossierCode}': [{ what: 'as it is', call: ofDossier, expected: ofReaders(200) }],
  ...ofForms,
  ...ofPreferences,
  'DELETE /v1/dossiers/{dossierCode}/personal-data': [
    {
      what: 'an erasure',
      call: () => ({ parameters: { dossierCode: DOSSIER }, body: { reason: 'asked for', by: 'b' } }),
      expected: ofOperator(202),
    },
  ],
  'POST /v1/dossiers/{dossierCode}/events': [
    event('accepted', ofCounterToo(200)),
    event('refused', ofCounterToo(409)),
    event('processing_started', ofAgency(200)),
    event('supplement_requested', ofAgency(200)),
    event('supplement_received', ofCounterToo(200)),
    event('payment_requested', ofAgency(200)),
    event('withdrawal_requested', ofCounterToo(200)),
    event('withdrawal_taken_back', ofCounterToo(409)),
    event('handed_over', ofCounterToo(200), { toAgencyCode: 'H26.10' }),
    event('paused', ofAgency(200), { reason: 'law' }),
    event('resumed', ofAgency(409)),
    event('extended', ofAgency(200), { addWorkingDays: 1, reason: 'r' }),
    event('stopped', ofAgency(200)),
    event('finished', ofAgency(200)),
    event('returned', ofCounterToo(409)),
    event('details_corrected', ofCounterToo(200), { applicant: { phone: '0987654321' } }),
    event('voided', ofCounterToo(200), { voidsEventId: 'by-counter' }),
    event('voided', ofAgency(200), { voidsEventId: 'by-own' }),
  ],
  'GET /v1/payments': [
    {
      what: 'of one’s own agencies',
      call: () => ({ query: { flag: 'overpaid' } }),
      expected: [200, 200, 200, 200, 200, 200, 403, 200],
    },
    {
      what: 'of one agency',
      call: () => ({ query: { flag: 'overpaid', agency: 'H26.10' } }),
      expected: [200, 404, 200, 404, 404, 404, 403, 200],
    },
  ],
  ...ofFigures,
  ...ofDecisions,
  'GET /v1/deadlines': [
    {
      what: 'of the agency',
      call: () => ({ query: { agency: 'H26.10' } }),
      expected: [200, 404, 200, 404, 404, 404, 403, 200],
    },
    { what: 'of all that may be seen', call: () => ({}), expected: [200, 200, 200, 200, 200, 200, 403, 200] },
  ],
  'POST /v1/dossiers/{dossierCode}/payments': [
    {
      what: 'another fee',
      call: () => ({ parameters: { dossierCode: DOSSIER }, body: { items: ITEMS, blocksProcessing: false } }),
      expected: ofAgency(201),
    },
  ],
  'GET /v1/payments/{paymentId}': [{ what: 'as it is', call: reads('paymentId'), expected: ofKnowing(200) }],
  'GET /v1/payments/{paymentId}/receipts': [{ what: 'of a fee', call: reads('paymentId'), expected: ofKnowing(200) }],
  'GET /v1/receipts': [
    {
      what: 'of one’s own agencies',
      call: () => ({ query: { date: '2026-11-20' } }),
      expected: [200, 200, 200, 200, 200, 200, 403, 200],
    },
  ],
  'POST /v1/payments/{paymentId}/attempts': [
    {
      what: 'a way to pay',
      call: (ids) => ({ ...reads('paymentId')(ids), body: { provider: 'vnpay' } }),
      expected: ofAgency(201),
    },
  ],
  'GET /v1/payments/{paymentId}/refunds': [
    { what: 'its refunds', call: reads('paymentId'), expected: ofMoneyWork(200) },
  ],
  'POST /v1/payments/{paymentId}/refunds': [
    {
      what: 'money that never came',
      call: (ids) => ({ ...reads('paymentId')(ids), body: { amountVnd: 1, reason: 'r', by: 'B' } }),
      expected: ofMoneyWork(409),
    },
  ],
  'POST /v1/payments/{paymentId}/refunds/{refundId}/transfer': [
    {
      what: 'a refund that nobody asked for',
      call: ({ paymentId }) => ({
        parameters: { paymentId, refundId: `rfd_${'0'.repeat(26)}` },
        body: { bankReference: 'FT1', at: at('09:40'), by: 'B' },
      }),
      expected: ofMoneyWork(404),
    },
  ],
  'POST /v1/payments/{paymentId}/decisions': [
    {
      what: 'where nothing waits',
      call: (ids) => ({ ...reads('paymentId')(ids), body: { decision: 'accept', reason: 'r', by: 'B' } }),
      expected: ofMoneyWork(409),
    },
  ],
  'GET /v1/approvals': [{ what: 'of all', call: () => ({}), expected: [200, 200, 200, 200, 200, 200, 403, 200] }],
  'POST /v1/approvals/{approvalId}': [
    {
      what: 'that nobody asked for',
      call: () => ({ parameters: { approvalId: `apr_${'0'.repeat(26)}` }, body: { approve: true, by: 'B' } }),
      expected: [404, 404, 404, 404, 404, 404, 403, 404],
    },
  ],
  'POST /v1/payments/{paymentId}/cancel': [
    {
      what: 'taking it back',
      call: (ids) => ({ ...reads('paymentId')(ids), body: { reason: 'Nhầm', by: 'B' } }),
      expected: ofAgency(200),
    },
  ],
  'POST /v1/dossiers/{dossierCode}/results': [
    {
      what: 'the same result again',
      call: () => ({
        parameters: { dossierCode: DOSSIER },
        body: { documentNumber: '1/TLKS', title: 'Trích lục', issuedOn: '2026-11-16' },
      }),
      expected: ofAgency(201),
    },
  ],
  'POST /v1/results/{resultId}/issue': [{ what: 'again', call: reads('resultId'), expected: ofAgency(200) }],
  'POST /v1/results/{resultId}/upload': [
    { what: 'once it is issued', call: reads('resultId'), expected: ofAgency(409) },
  ],
  'POST /v1/results/{resultId}/withdraw': [
    {
      what: 'once it is issued',
      call: (ids) => ({ ...reads('resultId')(ids), body: { reason: 'Nhầm', by: 'B' } }),
      expected: ofAgency(409),
    },
  ],
  ...ofRegistry,
  'GET /v1/results/{resultId}': [{ what: 'as it is', call: reads('resultId'), expected: ofReaders(200) }],
  'GET /v1/results/{resultId}/download': [
    { what: 'its file', call: reads('resultId'), expected: [302, 404, 302, 404, 302, 302, 302, 403] },
  ],
  'PUT /v1/agencies/{agencyCode}': [
    {
      what: 'another name',
      call: () => ({ parameters: { agencyCode: 'H26.10' }, body: { name: 'X' } }),
      expected: ofOperator(200),
    },
  ],
  ...ofApologies,
  ...ofCatalogue,
  'GET /v1/agencies': [{ what: 'all', call: () => ({}), expected: ofOperator(200) }],
  'GET /v1/agencies/{agencyCode}': [
    { what: 'one', call: () => ({ parameters: { agencyCode: 'H26.10' } }), expected: ofOperator(200) },
  ],
  'GET /v1/merchants': [{ what: 'all', call: () => ({}), expected: ofOperator(200) }],
  'GET /v1/merchants/{provider}/{merchant}': [{ what: 'one', call: ofMerchant, expected: ofOperator(200) }],
  'DELETE /v1/merchants/{provider}/{merchant}': [{ what: 'its end', call: ofMerchant, expected: ofOperator(200) }],
  'POST /v1/merchants/{provider}/{merchant}/check': [
    { what: 'its credentials', call: ofMerchant, expected: ofOperator(200) },
  ],
  'GET /v1/carriers': [{ what: 'all', call: () => ({}), expected: ofOperator(200) }],
  'GET /v1/carriers/{carrierName}': [{ what: 'one', call: ofCarrier, expected: ofOperator(200) }],
  'PUT /v1/carriers/{carrierName}': [
    { what: 'the same again', call: () => ({ ...ofCarrier(), body: CARRIER_SET_UP }), expected: ofOperator(200) },
  ],
  'DELETE /v1/carriers/{carrierName}': [{ what: 'its end', call: ofCarrier, expected: ofOperator(200) }],
  ...ofSigning,
  ...ofTrust,
  'GET /v1/messages': [
    { what: 'of one agency', call: () => ({ query: { agency: 'H26.10' } }), expected: ofAgencyAndOperator(200) },
  ],
  'GET /v1/message-limits': [{ what: 'all', call: () => ({}), expected: ofOperator(200) }],
  'POST /v1/message-limits/{scope}': [
    {
      what: 'that of the installation',
      call: () => ({ parameters: { scope: 'installation' }, body: { reason: 'r', by: 'B' } }),
      expected: ofOperator(200),
    },
  ],
  'GET /v1/messages/{messageId}': [{ what: 'as it is', call: ofMessage, expected: ofKnowing(200) }],
  'POST /v1/messages/{messageId}/resend': [{ what: 'one that waits', call: ofMessage, expected: ofMoneyWork(409) }],
  'POST /v1/messages/{messageId}/lift-suppression': [{ what: 'of an SMS', call: ofMessage, expected: ofOperator(409) }],
  'GET /v1/dossiers/{dossierCode}/payments': [{ what: 'all', call: ofDossier, expected: ofKnowing(200) }],
  'GET /v1/dossiers/{dossierCode}/results': [{ what: 'all', call: ofDossier, expected: ofReaders(200) }],
  'GET /v1/dossiers/{dossierCode}/messages': [{ what: 'all', call: ofMessage, expected: ofKnowing(200) }],
  'GET /v1/api-keys': [{ what: 'all', call: () => ({}), expected: ofOperator(200) }],
  'GET /v1/api-keys/{apiKeyId}': [
    { what: 'a key', call: ({ apiKeyId }) => ({ parameters: { apiKeyId } }), expected: ofOperator(200) },
  ],
  'GET /v1/unmatched-transfers': [
    { what: 'of one’s own agencies', call: () => ({}), expected: [200, 200, 200, 200, 200, 200, 403, 200] },
    {
      what: 'of one agency',
      call: () => ({ query: { agency: 'H26.10' } }),
      expected: [200, 404, 200, 404, 404, 404, 403, 200],
    },
  ],
  'POST /v1/unmatched-transfers/{transferId}/match': [
    {
      what: 'to a fee of the agency',
      call: ({ transferId, paymentId }) => ({
        parameters: { transferId },
        body: { paymentId, reason: 'Sai nội dung', by: 'B' },
      }),
      expected: ofAgencyAndOperator(200),
    },
  ],
  'POST /v1/unmatched-transfers/{transferId}/decisions': [
    {
      what: 'to give it back',
      call: ({ transferId }) => ({
        parameters: { transferId },
        body: { decision: 'refund', reason: 'Không phải phí', by: 'B' },
      }),
      expected: ofAgencyAndOperator(200),
    },
  ],
  'POST /v1/unmatched-transfers/{transferId}/transfer': [
    {
      what: 'of what nobody decided to give back',
      call: ({ transferId }) => ({
        parameters: { transferId },
        body: { bankReference: 'FT1', at: at('09:40'), by: 'B' },
      }),
      expected: ofAgencyAndOperator(409),
    },
  ],
  'PUT /v1/reconciliations/{provider}/{merchant}/{date}': [
    {
      what: 'of the account of an agency above it',
      call: () => ({ ...ofDay(), body: csvOf([{ transaction: '1' }]) }),
      expected: ofAccount(202),
    },
  ],
  'POST /v1/reconciliations/{provider}/{merchant}/{date}/uploads': [
    { what: 'of the account of an agency above it', call: ofDay, expected: ofAccount(201) },
  ],
  'PUT /v1/statement-formats/{name}': [
    { what: 'a format', call: () => ({ parameters: { name: 'bank' }, body: FORMAT }), expected: ofOperator(201) },
  ],
  'GET /v1/statement-formats/{name}': [
    { what: 'that nobody set up', call: () => ({ parameters: { name: 'none' } }), expected: ofOperator(404) },
  ],
  'GET /v1/statement-formats': [{ what: 'all', call: () => ({}), expected: ofOperator(200) }],
  'GET /v1/reconciliations/{provider}/{merchant}/{date}': [
    { what: 'of a day without a statement', call: ofDay, expected: ofAccount(404) },
  ],
  'GET /v1/reconciliations/{provider}/{merchant}/{date}/breaks': [
    { what: 'of a day without a statement', call: ofDay, expected: ofAccount(404) },
  ],
  'POST /v1/reconciliations/{provider}/{merchant}/{date}/breaks/{breakId}/decisions': [
    {
      what: 'about a break that there is not',
      call: () => ({
        parameters: { ...ofDay().parameters, breakId: `brk_${'0'.repeat(26)}` },
        body: { decision: 'write_off', reason: 'Sao kê sai', by: 'B' },
      }),
      expected: ofAccount(404),
    },
  ],
  'PUT /v1/merchants/{provider}/{merchant}': [
    {
      what: 'a merchant',
      call: () => ({
        parameters: { provider: 'vnpay', merchant: 'M1' },
        body: { agencyCode: 'H26.10', credentials: { tmnCode: 'T', hashSecret: 'S' } },
      }),
      expected: ofOperator(201),
    },
  ],
  'PUT /v1/agencies/{agencyCode}/templates/{template}/{channel}/{language}': [ofTemplate('words', OWN_WORDS)],
  'GET /v1/agencies/{agencyCode}/templates/{template}/{channel}/{language}': [ofTemplate('as it is')],
  'DELETE /v1/agencies/{agencyCode}/templates/{template}/{channel}/{language}': [ofTemplate('its end')],
  'PUT /v1/agencies/{agencyCode}/webhook': [ofWebhook('the same again', 200, WEBHOOK)],
  'GET /v1/agencies/{agencyCode}/webhook': [ofWebhook('as it is', 200)],
  'DELETE /v1/agencies/{agencyCode}/webhook': [ofWebhook('its end', 200)],
  'POST /v1/agencies/{agencyCode}/webhook/rotate': [ofWebhook('another secret', 200)],
  'GET /v1/agencies/{agencyCode}/webhook/deliveries': [ofWebhook('its log', 200)],
  'POST /v1/agencies/{agencyCode}/webhook/deliveries/{deliveryId}/redeliver': [ofWebhook('a delivery', 202)],
  'POST /v1/api-keys': [
    {
      what: 'a key',
      call: () => ({ body: { permission: 'portal', agencyCodes: ['H26'], kind: 'test', label: 'x' } }),
      expected: ofOperator(201),
    },
  ],
  'DELETE /v1/api-keys/{apiKeyId}': [
    { what: 'a key', call: ({ apiKeyId }) => ({ parameters: { apiKeyId } }), expected: ofOperator(200) },
  ],
};

test('every call that needs a key has its expected answers, and no other has', () => {
  const needKey = routes.filter(({ permission }) => permission !== 'public');
  expect(Object.keys(expectations).sort()).toEqual(needKey.map(({ method, path }) => `${method} ${path}`).sort());
});

describe.each(Object.entries(expectations))('%s', (route, cases) => {
  const kinds = cases.flatMap((one) => (['by key', 'signed in'] as const).map((how) => [one.what, how, one] as const));
  test.each(kinds)('%s, %s', async (_, how, { call, expected }) => {
    const answers = await Promise.all(
      (Object.keys(callers) as Who[]).map(async (who) => {
        const { house, ids } = await fixture(who !== 'unnamed');
        const headers = how === 'by key' ? await house.keyOf(callers[who]) : house.signIn(callers[who]);
        const { status, body } = await house.call({ route, ...call(ids) }, headers);
        const kind = { 403: 'forbidden', 404: 'not_found' }[status];
        if (kind !== undefined) expect(body.kind).toBe(kind);
        return [who, status];
      }),
    );
    const columns = Object.keys(callers).map((who, i) => [who, expected[i]]);
    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(columns));
  });
});
