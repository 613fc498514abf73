import { sampleRegistration } from './dossier-house.ts';
import { MERCHANT } from './payments.ts';
import { at, CARRIER, type Case, DOSSIER, type Fixture, MESSAGE, ofOperator, type Row } from './permission-scene.ts';

/** The calls that the rows of permissions make, each of something that the fixture has. */
export const register = (dossierCode: string, given: Record<string, unknown>) => () => ({
  parameters: { dossierCode },
  body: sampleRegistration(given),
});
export const tell =
  (type: string, more: Record<string, unknown> = {}) =>
  () => ({
    parameters: { dossierCode: DOSSIER },
    body: { eventId: 'new', type, occurredAt: at('09:40'), by: 'B', ...more },
  });
export const event = (type: string, expected: Row, more?: Record<string, unknown>): Case => ({
  what: type,
  call: tell(type, more),
  expected,
});
export const reads = (parameter: 'paymentId' | 'resultId') => (ids: Fixture) => ({
  parameters: { [parameter]: ids[parameter] },
});

export const ofMerchant = () => ({ parameters: { provider: 'vnpay', merchant: MERCHANT } });

export const ofCarrier = () => ({ parameters: { carrierName: CARRIER } });

export const ofMessage = () => ({
  parameters: { messageId: MESSAGE, dossierCode: DOSSIER },
  body: { reason: 'r', by: 'B' },
});

export const ofDossier = () => ({ parameters: { dossierCode: DOSSIER } });

/** What all may who may know of the dossier, portals too. */
export const ofReaders = (done: number): Row => [done, 404, done, 404, done, done, done, done];

export const ofDay = () => ({ parameters: { provider: 'vnpay', merchant: MERCHANT, date: '2026-11-15' } });

const ofPublication = () => ({ parameters: { publicationId: `pub_${'0'.repeat(26)}` } });
const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' };

/** What is asked of figures, of their publication, and of ratings. */
export const ofFigures: Readonly<Record<string, readonly Case[]>> = {
  'GET /v1/figures': [
    {
      what: 'of the agency',
      call: () => ({ query: { ...NOVEMBER, agency: 'H26.10' } }),
      expected: [200, 404, 200, 404, 404, 404, 403, 200],
    },
    {
      what: 'of all that may be seen',
      call: () => ({ query: NOVEMBER }),
      expected: [200, 200, 200, 200, 200, 200, 403, 200],
    },
  ],
  'GET /v1/ratings': [
    {
      what: 'of the agency',
      call: () => ({ query: { ...NOVEMBER, agency: 'H26.10' } }),
      expected: [200, 404, 200, 404, 404, 404, 403, 200],
    },
    {
      what: 'of all that may be seen',
      call: () => ({ query: NOVEMBER }),
      expected: [200, 200, 200, 200, 200, 200, 403, 200],
    },
  ],
  'POST /v1/publications': [
    {
      what: 'of a month that is over',
      call: () => ({ body: { period: '2026-10', by: 'B' } }),
      expected: ofOperator(201),
    },
  ],
  'GET /v1/publications/{publicationId}': [
    { what: 'one that is not there', call: ofPublication, expected: ofOperator(404) },
  ],
  'POST /v1/publications/{publicationId}/approve': [
    {
      what: 'one that is not there',
      call: () => ({ ...ofPublication(), body: { by: 'B' } }),
      expected: ofOperator(404),
    },
  ],
};
