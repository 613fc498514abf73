/** The tables whose heads tell what rows are made from. */
export const ledgers = ['dossiers', 'payments', 'notifications'] as const;

/** Each table is read in so many parts, side by side. */
export const SEGMENTS = 8;

/** A page of a recount: of which table and part, and where it goes on. */
export interface RecountStep {
  readonly ledger: (typeof ledgers)[number];
  readonly segment: number;
  readonly cursor?: string | undefined;
}

/** The steps with which a recount begins. */
export const firstSteps: readonly RecountStep[] = ledgers.flatMap((ledger) =>
  Array.from({ length: SEGMENTS }, (_, segment) => ({ ledger, segment })),
);
