/** A row of published figures: the agency, the procedure or `other`, and each figure by its name. */
export type PublishedRow = Readonly<Record<string, number | string | null>> & {
  readonly agencyCode: string;
  readonly procedureCode: string;
};

/** A month as it was published. */
export interface PublishedMonth {
  readonly period: string;
  readonly version: number;
  readonly publishedAt: string;
  readonly formulaVersion: string;
  readonly calendarVersion: string;
  /** The version that it takes the place of, and what is otherwise than there. */
  readonly restates?: number;
  readonly changes?: readonly {
    readonly agencyCode: string;
    readonly procedureCode: string;
    readonly field: string;
    readonly from: number | null;
    readonly to: number | null;
    readonly reason: string;
  }[];
  readonly rows: readonly PublishedRow[];
}
