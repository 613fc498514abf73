import { expect } from 'vitest';
import { ledgerPayments } from '../../functions/payments/adapters/ledger-payments.ts';
import type { Rights } from '../../shared/kernel/callers.ts';
import type { DossierCode } from '../../shared/kernel/ids.ts';
import { type ApiCall, apiHouse } from './api-house.ts';
import { sampleProcedure, sampleRegistration } from './dossier-house.ts';
import { ITEMS } from './payments.ts';
import { registerIssued } from './result-facts.ts';
import { OFFICER, OFFICER_SET_UP, signersRootPem } from './signer-set-up.ts';
import { ANCHOR, ANCHOR_SET_UP, AUTHORITY, AUTHORITY_SET_UP } from './trust-set-up.ts';

/** Everybody who calls, by what they are to the dossier. */
export const callers = {
  own: { permission: 'back_office', agencyCodes: ['H26.10'] },
  descendant: { permission: 'back_office', agencyCodes: ['H26.10.02'] },
  ancestor: { permission: 'back_office', agencyCodes: ['H26'] },
  sibling: { permission: 'back_office', agencyCodes: ['H26.11'] },
  named: { permission: 'back_office', agencyCodes: ['H26.40'] },
  unnamed: { permission: 'back_office', agencyCodes: ['H26.40'] },
  portal: { permission: 'portal', agencyCodes: ['H26.10'] },
  operator: { permission: 'operator', agencyCodes: [] },
} as const satisfies Record<string, Rights>;

/** One of the callers. */
export type Who = keyof typeof callers;
/** One answer for each caller, in their order. */
export type Row = readonly [number, number, number, number, number, number, number, number];

/** The dossier of the scene. */
export const DOSSIER = 'H26.40-261116-0007';
/** A moment of the day on which it happens. */
export const at = (wall: string) => `2026-11-16T${wall}:00+07:00`;

/** A message carrier, and a message about the dossier. */
export const CARRIER = 'sms-1';
export const CARRIER_SET_UP = {
  kind: 'esms',
  sender: 'UBNDHANOI',
  weight: 100,
  credentials: { apiKey: 'k', secretKey: 's' },
};
export const MESSAGE = 'msg_0123456789abcdefghjkmnpqrs';
const toldOf = (dossierCode: DossierCode) =>
  ({
    kind: 'intended',
    occasion: 'o',
    dossierCode,
    agencyCode: 'H26.10',
    channel: 'sms',
    notice: { template: 'accepted', promisedAt: null },
    intendedAt: 1,
  }) as const;

/** A webhook of the deciding agency, and one of its deliveries. */
export const WEBHOOK = { url: 'https://mot-cua.example.vn/hooks', events: ['dossier.*'] };
export const DELIVERY = 'dlv_0123456789abcdefghjkmnpqrs';
const intent = {
  kind: 'intended',
  eventId: 'e',
  number: 1,
  type: 'dossier.accepted',
  agencyCode: 'H26.10',
  body: '{}',
  intendedAt: 0,
} as const;

/** A plan of the deciding agency. */
const OFFICER_PLAN = { level: 'B-B', signatures: [{ role: 'officer', signerId: OFFICER }] };

/** What the scene made, by its ids. */
export interface Fixture {
  readonly paymentId: string;
  readonly transferId: string;
  readonly resultId: string;
  readonly apiKeyId: string;
}

const by = { recordedBy: 'vnpay', requestId: 'r' };
const strangeMoney = {
  provider: 'vnpay',
  merchant: 'M',
  agencyCode: 'H26.10',
  reference: 'NOBODY1',
  providerTransactionId: '1',
  code: '00',
  amountVnd: 1,
  currency: 'VND',
  outcome: 'paid',
} as const;

/** A dossier that its counter registered and accepted, that the deciding agency opened a fee and issued a result for. */
export const fixture = async (isNamed: boolean) => {
  const house = await apiHouse();
  const { dossiers, call, keyOf, registry, derived, deliveries, messages } = house;
  await dossiers.setUp('H26.10', { counters: ['H26.40'] });
  const [counter, own, operator] = [
    await keyOf(callers.named),
    await keyOf(callers.own),
    await keyOf(callers.operator),
  ];
  const done = async (made: ApiCall, headers: Record<string, string>) => {
    const { status, body } = await call(made, headers);
    expect(status, JSON.stringify(body)).toBeLessThan(300);
    return body;
  };
  const parameters = { dossierCode: DOSSIER };
  const body = sampleRegistration({ receivingAgencyCode: 'H26.40' });
  const told = (eventId: string, type: string) => ({ eventId, type, occurredAt: at('09:35'), by: 'B' });
  const event = { route: 'POST /v1/dossiers/{dossierCode}/events', parameters };
  await done({ route: 'PUT /v1/dossiers/{dossierCode}', parameters, body }, counter);
  await done({ ...event, body: told('by-counter', 'accepted') }, counter);
  await done({ ...event, body: { ...told('by-own', 'details_corrected'), notify: { sms: false } } }, own);
  const fee = { items: ITEMS, blocksProcessing: false };
  const payment = await done({ route: 'POST /v1/dossiers/{dossierCode}/payments', parameters, body: fee }, own);
  const document = { documentNumber: '1/TLKS', title: 'Trích lục', issuedOn: '2026-11-16' };
  const result = await done({ route: 'POST /v1/dossiers/{dossierCode}/results', parameters, body: document }, own);
  await registerIssued(registry, result.resultId);
  expect(await derived.resultId({ path: DOSSIER, idempotencyKey: 'once' })).toBe(result.resultId);
  const key = await done(
    { route: 'POST /v1/api-keys', body: { permission: 'portal', agencyCodes: ['H26'], kind: 'test', label: 'x' } },
    operator,
  );
  const hook = { parameters: { agencyCode: 'H26.10' }, body: WEBHOOK };
  await done({ route: 'PUT /v1/agencies/{agencyCode}/webhook', ...hook }, own);
  await deliveries.record(DELIVERY, intent, { recordedBy: 'system', requestId: 'r' });
  await done(
    { route: 'PUT /v1/carriers/{carrierName}', parameters: { carrierName: CARRIER }, body: CARRIER_SET_UP },
    operator,
  );
  await done({ route: 'PUT /v1/trust-anchors/{name}', parameters: { name: ANCHOR }, body: ANCHOR_SET_UP }, operator);
  await done(
    { route: 'PUT /v1/timestamp-authorities/{name}', parameters: { name: AUTHORITY }, body: AUTHORITY_SET_UP },
    operator,
  );
  const signatures = { purpose: 'signatures', pem: signersRootPem };
  await done({ route: 'PUT /v1/trust-anchors/{name}', parameters: { name: 'signers' }, body: signatures }, operator);
  await done(
    { route: 'PUT /v1/signers/{signerId}', parameters: { signerId: OFFICER }, body: OFFICER_SET_UP },
    operator,
  );
  await done(
    { route: 'PUT /v1/agencies/{agencyCode}/signing-plan', parameters: { agencyCode: 'H26.10' }, body: OFFICER_PLAN },
    operator,
  );
  await messages.ledger.record(MESSAGE, toldOf(DOSSIER), { recordedBy: 'system', requestId: 'r' });
  if (!isNamed) await dossiers.setUp('H26.10', {});
  const { key: transfer } = await ledgerPayments(house.tables[1], () => 1).keepUnmatched(strangeMoney, by);
  const transferId = transfer.slice('TXN#'.length);
  return {
    house,
    ids: { transferId, paymentId: payment.paymentId, resultId: result.resultId, apiKeyId: key.apiKeyId },
  };
};

// own, descendant, ancestor, sibling, named counter, unnamed counter, portal, operator
/** What the agency and those above it may, and nobody else. */
export const ofAgency = (done: number): Row => [done, 404, done, 404, 403, 403, 403, 403];

/** What the counter may as well that the dossier names. */
export const ofCounterToo = (done: number): Row => [done, 404, done, 404, done, 403, 403, 403];

/** What the agency, those above it and operators may. */
export const ofAgencyAndOperator = (done: number): Row => [done, 404, done, 404, 404, 404, 403, done];

/** What those may whose the merchant's account is, which is of H26. */
export const ofAccount = (done: number): Row => [404, 404, done, 404, 404, 404, 403, done];

/** What the agency, those above it and operators may, and other keys that see the dossier may not. */
export const ofMoneyWork = (done: number): Row => [done, 404, done, 404, 403, 403, 403, done];

/** What operators alone may. */
export const ofOperator = (done: number): Row => [403, 403, 403, 403, 403, 403, 403, done];

/** What all may who may know of the dossier, but for portals. */
export const ofKnowing = (done: number): Row => [done, 404, done, 404, done, done, 403, done];

/** One call, and what each caller is answered. */
export interface Case {
  readonly what: string;
  readonly call: (ids: Fixture) => Omit<ApiCall, 'route'>;
  readonly expected: Row;
}

/** What is done with an agency's webhook. */
export const ofWebhook = (what: string, done: number, body?: unknown): Case => ({
  what,
  call: () => ({ parameters: { agencyCode: 'H26.10', deliveryId: DELIVERY }, body }),
  expected: ofAgencyAndOperator(done),
});

/** Words that an agency may have of its own. */
export const OWN_WORDS = { text: '{{agency}}: HS {{dossier}} da tiep nhan.' };

/** What is done with an agency's own words. */
export const ofTemplate = (what: string, body?: unknown): Case => ({
  what,
  call: () => ({
    parameters: { agencyCode: 'H26.10', template: 'accepted', channel: 'sms', language: 'vi' },
    body,
  }),
  expected: [403, 403, 403, 403, 403, 403, 403, 200],
});

/** A form of the acceptance, which names the person: of back offices alone, counters too. */
export const ofForms: Readonly<Record<string, readonly Case[]>> = {
  'GET /v1/dossiers/{dossierCode}/forms/{form}': [
    {
      what: 'form 01',
      call: () => ({ parameters: { dossierCode: DOSSIER, form: '01' } }),
      expected: [302, 404, 302, 404, 302, 302, 403, 403],
    },
  ],
};

/** What is done with what a dossier's person wishes to be told. */
export const ofPreferences: Readonly<Record<string, readonly Case[]>> = {
  'GET /v1/dossiers/{dossierCode}/preferences': [
    {
      what: 'as they are',
      call: () => ({ parameters: { dossierCode: DOSSIER } }),
      expected: ofKnowing(200),
    },
  ],
  'PUT /v1/dossiers/{dossierCode}/preferences': [
    {
      what: 'a choice for the person',
      call: () => ({
        parameters: { dossierCode: DOSSIER },
        body: { sms: true, email: false, zalo: false, language: 'en' },
      }),
      expected: ofCounterToo(200),
    },
  ],
};

const ofSetUp = (
  path: string,
  name: string,
  body: unknown,
  parameter = 'name',
): Readonly<Record<string, readonly Case[]>> => {
  const one = () => ({ parameters: { [parameter]: name } });
  return {
    [`GET ${path}`]: [{ what: 'all', call: () => ({}), expected: ofOperator(200) }],
    [`GET ${path}/{${parameter}}`]: [{ what: 'one', call: one, expected: ofOperator(200) }],
    [`PUT ${path}/{${parameter}}`]: [
      { what: 'the same again', call: () => ({ ...one(), body }), expected: ofOperator(200) },
    ],
    [`DELETE ${path}/{${parameter}}`]: [{ what: 'its end', call: one, expected: ofOperator(200) }],
  };
};

/** What is done with the apologies that are drafted: there is none for the scene's dossier yet, which whoever may approve it is told. */
export const ofApologies: Readonly<Record<string, readonly Case[]>> = {
  'GET /v1/apologies': [
    { what: 'an agency’s', call: () => ({ query: { agency: 'H26.10' } }), expected: ofAgencyAndOperator(200) },
  ],
  'POST /v1/apologies/{dossierCode}/approve': [
    {
      what: 'one that is not drafted',
      call: () => ({ parameters: { dossierCode: DOSSIER }, body: { addWorkingDays: 1, reason: 'r', by: 'B' } }),
      expected: ofAgency(409),
    },
  ],
};

/** What is done with the catalogue of procedures: whoever asks may read it. */
export const ofCatalogue: Readonly<Record<string, readonly Case[]>> = {
  'PUT /v1/procedures/{procedureCode}': [
    {
      what: 'a first version',
      call: () => ({ parameters: { procedureCode: '2.000635' }, body: sampleProcedure }),
      expected: ofOperator(201),
    },
  ],
};

/** Whom an operator has be believed of signatures and time stamps, and who gives these. */
export const ofTrust = {
  ...ofSetUp('/v1/trust-anchors', ANCHOR, ANCHOR_SET_UP),
  ...ofSetUp('/v1/timestamp-authorities', AUTHORITY, AUTHORITY_SET_UP),
};

const ofRole = (body?: unknown) => (ids: Fixture) => ({
  parameters: { resultId: ids.resultId, role: 'agency' },
  body,
});

/** Who signs an agency's results, by which plan, and what they bring. */
export const ofSigning: Readonly<Record<string, readonly Case[]>> = {
  ...ofSetUp('/v1/signers', OFFICER, OFFICER_SET_UP, 'signerId'),
  'GET /v1/results/{resultId}/signatures/{role}': [
    { what: 'which is not by hand', call: ofRole(), expected: ofAgency(409) },
  ],
  'PUT /v1/results/{resultId}/signatures/{role}': [
    { what: 'which is not by hand', call: ofRole({ signature: 'AAAA' }), expected: ofAgency(409) },
  ],
  'PUT /v1/results/{resultId}/signatures/{role}/signer': [
    {
      what: 'once it has signed',
      call: ofRole({ signerId: OFFICER, reason: 'Vắng', by: 'B' }),
      expected: ofAgency(409),
    },
  ],
  'GET /v1/agencies/{agencyCode}/signing-plan': [
    { what: 'as it is', call: () => ({ parameters: { agencyCode: 'H26.10' } }), expected: ofOperator(200) },
  ],
  'PUT /v1/agencies/{agencyCode}/signing-plan': [
    {
      what: 'the same again',
      call: () => ({ parameters: { agencyCode: 'H26.10' }, body: OFFICER_PLAN }),
      expected: ofOperator(200),
    },
  ],
};
/** What became of an issued result. */
export const ofRegistry: Readonly<Record<string, readonly Case[]>> = {
  'POST /v1/results/{resultId}/revoke': [
    {
      what: 'by a decision',
      call: ({ resultId }) => ({
        parameters: { resultId },
        body: { decisionNumber: '9/QĐ-UBND', reason: 'Cấp sai thẩm quyền', by: 'B' },
      }),
      expected: ofAgency(200),
    },
  ],
  'POST /v1/results/{resultId}/deliveries': [
    {
      what: 'at the counter',
      call: ({ resultId }) => ({
        parameters: { resultId },
        body: { deliveryId: 'd1', channel: 'counter', receiver: 'Nguyễn Thị Ánh', at: at('09:40'), by: 'B' },
      }),
      expected: ofAgency(200),
    },
  ],
};

const decision = () => ({ parameters: { decisionId: 'storm' }, body: { by: 'B' } });

/** What is done with decisions on the calendar. */
export const ofDecisions: Readonly<Record<string, readonly Case[]>> = {
  'PUT /v1/calendar-decisions/{decisionId}': [
    {
      what: 'a day off',
      call: () => ({
        ...decision(),
        body: {
          ...{ number: '1/QD', signedAt: at('08:00'), scope: 'nation', by: 'B' },
          days: [{ date: '2026-12-30', working: false, reason: 'r' }],
        },
      }),
      expected: ofOperator(201),
    },
  ],
  'GET /v1/calendar-decisions/{decisionId}': [{ what: 'none', call: decision, expected: ofOperator(404) }],
  'GET /v1/calendar-decisions': [{ what: 'what is proposed', call: () => ({}), expected: ofOperator(200) }],
  'POST /v1/calendar-decisions/{decisionId}/approve': [{ what: 'none', call: decision, expected: ofOperator(404) }],
  'POST /v1/calendar-decisions/{decisionId}/revoke': [{ what: 'none', call: decision, expected: ofOperator(404) }],
};
