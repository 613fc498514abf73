import { type StatusNumber, statusNames } from '../../../shared/kernel/dossier-status.ts';
import { type HeardEvent, type HeardOf, needed } from '../../../shared/kernel/events.ts';
import type { ProcedureCode } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { type Instant, toOffsetDateTime } from '../../../shared/kernel/time.ts';

/** What back offices can be told of, by the names that they know. */
export const publicTypes = [
  'dossier.registered',
  'dossier.accepted',
  'dossier.status_changed',
  'dossier.promised',
  'dossier.due_soon',
  'dossier.overdue',
  'dossier.finished',
  'dossier.returned',
  'payment.opened',
  'payment.paid',
  'payment.partially_paid',
  'payment.under_review',
  'payment.refunded',
  'payment.closed',
  'message.failed',
  'result.issued',
  'result.replaced',
  'result.revoked',
  'result.refused',
] as const;

/** A type that back offices know. */
export type PublicType = (typeof publicTypes)[number];

/** What a back office is told: codes, amounts and dates, never a person. */
export interface PublicEvent {
  readonly type: PublicType;
  readonly data: { readonly [key: string]: Json };
}

/** What a dossier's events do not say of it. */
export interface DossierFacts {
  readonly procedureCode: ProcedureCode;
  /** Its official status now. */
  readonly status: number;
}

type Types<P extends string> = Extract<HeardEvent['type'], `${P}.${string}`>;

const [FINISHED, RETURNED] = [9, 10];

/** The official status that an event itself says; undefined where it is the dossier's of the moment. */
const statusIn = (event: HeardOf<Types<'dossier'>>): number | undefined => {
  if (event.type === 'dossier.status_changed') return needed(event, 'status').status;
  if (event.type === 'dossier.registered') return 1;
  return event.type === 'dossier.accepted' ? 2 : undefined;
};

const dueIn = (event: HeardOf<Types<'dossier'>>): Instant | null | undefined => {
  if (event.type === 'dossier.due_soon' || event.type === 'dossier.overdue') return event.data.dueAt;
  return event.type === 'dossier.accepted' || event.type === 'dossier.promised' ? event.data.promisedAt : undefined;
};

/** Answers to filings and steps of a procedure have clocks of their own: whoever is told of a dossier's due date would take theirs for it. */
const isOfInnerClock = (event: HeardOf<Types<'dossier'>>): boolean =>
  (event.type === 'dossier.due_soon' || event.type === 'dossier.overdue') &&
  (event.data.clock ?? 'resolve') !== 'resolve';

const ofDossier = (
  event: HeardOf<Types<'dossier'>>,
  { procedureCode, status: present }: DossierFacts,
): readonly PublicEvent[] => {
  const number = statusIn(event) ?? present;
  const dueAt = dueIn(event);
  const { agencyCode } = needed(event, 'agencyCode');
  const data = {
    dossierCode: event.data.dossierCode,
    agencyCode,
    procedureCode,
    status: { number, name: statusNames[number as StatusNumber] },
    ...(typeof dueAt === 'number' ? { dueAt: toOffsetDateTime(dueAt) } : {}),
  };
  if (event.type === 'dossier.personal_data_erased' || event.type === 'dossier.counted' || isOfInnerClock(event))
    return [];
  const ends = event.type === 'dossier.status_changed';
  return [
    { type: event.type, data },
    ...(ends && number === FINISHED ? [{ type: 'dossier.finished' as const, data }] : []),
    ...(ends && number === RETURNED ? [{ type: 'dossier.returned' as const, data }] : []),
  ];
};

interface Money {
  readonly type: PublicType;
  readonly state: string;
  readonly receivedVnd?: number | undefined;
  readonly refundedVnd?: number | undefined;
}

/** What a fee is at the moment of an event. None of those that only the product itself needs. */
const moneyIn = (event: HeardOf<Exclude<Types<'payment'>, 'payment.counted'>>): Money | undefined => {
  switch (event.type) {
    case 'payment.opened':
      return { type: event.type, state: 'created' };
    case 'payment.partially_paid':
      return { type: event.type, state: 'partially_paid', receivedVnd: event.data.receivedVnd };
    case 'payment.paid':
      return { type: event.type, state: 'paid', receivedVnd: event.data.receivedVnd };
    case 'payment.under_review':
      return { type: event.type, state: event.data.state ?? 'under_review', receivedVnd: event.data.receivedVnd };
    case 'payment.refunded': {
      const { amountVnd, refundedVnd } = needed(event, 'amountVnd', 'refundedVnd');
      const { receivedVnd = Math.max(amountVnd, refundedVnd) } = event.data;
      const { state = refundedVnd >= receivedVnd ? 'refunded' : 'partially_refunded' } = event.data;
      return { type: event.type, state, receivedVnd, refundedVnd };
    }
    case 'payment.settled': {
      const { outcome } = needed(event, 'outcome');
      const { state = outcome === 'closed' ? 'expired' : outcome } = event.data;
      return outcome === 'paid' ? undefined : { type: 'payment.closed', state, receivedVnd: event.data.receivedVnd };
    }
    case 'payment.surplus':
      return undefined;
  }
};

const ofPayment = (event: HeardOf<Types<'payment'>>): readonly PublicEvent[] => {
  if (event.type === 'payment.counted') return [];
  const money = moneyIn(event);
  if (!money) return [];
  const { type, state, receivedVnd = 0, refundedVnd = 0 } = money;
  const { agencyCode, amountVnd } = needed(event, 'agencyCode', 'amountVnd');
  const { paymentId, dossierCode } = event.data;
  return [{ type, data: { paymentId, dossierCode, agencyCode, state, amountVnd, receivedVnd, refundedVnd } }];
};

const resultStates = {
  'result.issued': 'issued',
  'result.replaced': 'replaced',
  'result.revoked': 'revoked',
  'result.refused': 'refused',
} as const;

const ofResult = (event: HeardOf<keyof typeof resultStates>): readonly PublicEvent[] => {
  const { resultId, dossierCode } = event.data;
  const sha256 = event.type === 'result.issued' ? event.data.sha256 : undefined;
  const state = resultStates[event.type];
  return [{ type: event.type, data: { resultId, dossierCode, state, ...(sha256 === undefined ? {} : { sha256 }) } }];
};

const ofFailedMessage = (event: HeardOf<'message.failed'>): readonly PublicEvent[] => {
  const { template, channel } = needed(event, 'template', 'channel');
  const { messageId, dossierCode } = event.data;
  return [{ type: event.type, data: { messageId, dossierCode, template, channel } }];
};

const isOfDossier = (event: HeardEvent): event is HeardOf<Types<'dossier'>> => event.type.startsWith('dossier.');
const isOfPayment = (event: HeardEvent): event is HeardOf<Types<'payment'>> => event.type.startsWith('payment.');
const isOfResult = (event: HeardEvent): event is HeardOf<keyof typeof resultStates> =>
  Object.hasOwn(resultStates, event.type);

/** What an event tells back offices, in its own words or as several moments. `dossier` reads what a dossier's event does not say; asked for those alone. */
export const publicEventsOf = async (
  event: HeardEvent,
  dossier: () => Promise<DossierFacts | undefined>,
): Promise<readonly PublicEvent[] | undefined> => {
  if (isOfDossier(event)) {
    const facts = await dossier();
    return facts && ofDossier(event, facts);
  }
  if (isOfPayment(event)) return ofPayment(event);
  if (isOfResult(event)) return ofResult(event);
  return event.type === 'message.failed' ? ofFailedMessage(event) : [];
};
