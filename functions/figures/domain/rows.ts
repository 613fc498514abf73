import type { EventOf } from '../../../shared/kernel/events.ts';
import type { AgencyCode, DossierCode, ProcedureCode } from '../../../shared/kernel/ids.ts';

/** What figures know of one dossier. */
export type DossierRow = EventOf<'dossier.counted'>['data'];

/** What came for one fee and went back. */
export type FeeRow = EventOf<'payment.counted'>['data'];

/** That one message reached its person, or the network that confirms no handset. */
export interface MessageRow {
  readonly dossierCode: DossierCode;
  readonly agencyCode: AgencyCode;
  readonly messageId: string;
  readonly at: number;
}

/** A row of any of these. */
export type AnyRow =
  | { readonly kind: 'dossier'; readonly row: DossierRow }
  | { readonly kind: 'fee'; readonly row: FeeRow }
  | { readonly kind: 'message'; readonly row: MessageRow };

/** Rows that figures are made from. Each stands once. */
export interface Rows {
  readonly dossiers: readonly DossierRow[];
  readonly fees: readonly FeeRow[];
  readonly messages: readonly MessageRow[];
}

/** The rows of several groups as those of one. */
export const merged = (groups: readonly Rows[]): Rows => ({
  dossiers: groups.flatMap(({ dossiers }) => dossiers),
  fees: groups.flatMap(({ fees }) => fees),
  messages: groups.flatMap(({ messages }) => messages),
});

/** Which dossiers are of which procedure, where a fee or a message does not say it. */
export type ProcedureOf = (dossierCode: DossierCode) => ProcedureCode | undefined;

/**
 * The last moment at which a row can count: a period that begins later needs it no more. Infinite while a dossier is open; undefined where
 * it counts nowhere.
 */
export const lastMomentOf = {
  dossier: ({ receivedAt, endedAt, acknowledgement, rating }: DossierRow): number | undefined => {
    const last = endedAt ?? (receivedAt === null ? acknowledgement?.at : Number.POSITIVE_INFINITY);
    return rating ? Math.max(rating.at, last ?? rating.at) : last;
  },
  fee: ({ movements }: FeeRow): number | undefined =>
    movements.length === 0 ? undefined : Math.max(...movements.map(({ at }) => at)),
  message: ({ at }: MessageRow): number => at,
} as const;

/** The agency at the top of a code: a province or a ministry, `H26` of `H26.10`, `000.00.00.H41` of `000.00.00.H41.02`. */
export const rootOf = (agencyCode: AgencyCode): AgencyCode =>
  (/^(\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}/.exec(agencyCode)?.[0] ?? agencyCode) as AgencyCode;
