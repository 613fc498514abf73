import { sampleRegistration } from './dossier-house.ts';
import { MERCHANT } from './payments.ts';
import { at, CARRIER, type Case, DOSSIER, type Fixture, MESSAGE, type Row } from './permission-scene.ts';

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
