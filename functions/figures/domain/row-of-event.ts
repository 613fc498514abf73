import { type HeardEvent, type HeardOf, needed } from '../../../shared/kernel/events.ts';
import type { AnyRow, DossierRow } from './rows.ts';

const dossierFields = [
  'agencyCode',
  'procedureCode',
  'channel',
  'unit',
  'receivedAt',
  'dueAt',
  'pauses',
  'endedAt',
  'endedAs',
  'workedMs',
  'acknowledgement',
  'fee',
  'isDigitised',
] as const satisfies readonly (keyof DossierRow)[];

/** What a row needs of each event. */
const needs: Readonly<Record<string, readonly string[]>> = {
  'dossier.counted': dossierFields,
  'payment.counted': ['agencyCode', 'movements'],
  'message.counted': ['agencyCode'],
};

/** False for the word of an older or later release that lacks what a row needs: nothing can be compared with it. */
export const saysEnough = ({ type, data }: HeardEvent): boolean => {
  const said: Readonly<Record<string, unknown>> = data;
  return (needs[type] ?? []).every((name) => said[name] !== undefined);
};

const dossierRow = ({ id, data }: HeardOf<'dossier.counted'>): DossierRow => ({
  ...data,
  ...needed({ id, data }, ...dossierFields),
});

/** The row that an event is about, as it says it is now; undefined where it is about none. Throws where it does not say what a row needs. */
export const rowOf = (event: HeardEvent): AnyRow | undefined => {
  switch (event.type) {
    case 'dossier.counted':
      return { kind: 'dossier', row: dossierRow(event) };
    case 'payment.counted':
      return { kind: 'fee', row: { ...event.data, ...needed(event, 'agencyCode', 'movements') } };
    case 'message.counted': {
      const { dossierCode, messageId } = event.data;
      const { agencyCode } = needed(event, 'agencyCode');
      return { kind: 'message', row: { dossierCode, agencyCode, messageId, at: event.at } };
    }
    default:
      return undefined;
  }
};
