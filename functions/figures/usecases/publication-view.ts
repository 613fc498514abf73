import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { figureNames } from '../domain/figures.ts';
import type { Standing } from './publish.ts';

/** The address under which a version is published. */
const pathOf = ({ publication: { period }, version }: Standing): string => `figures/${period}/${version}`;

/** A publication as operators see it, with its rows and what is otherwise than before. */
export const publicationView = (publicOrigin: string) => (standing: Standing) => {
  const { publication, status, version, publishedAt } = standing;
  const { publicationId, period, reason, by, proposedAt, restates, changes, rows } = publication;
  return {
    publicationId,
    period,
    status,
    ...(version === undefined ? {} : { version, url: `${publicOrigin}/${pathOf(standing)}` }),
    ...(reason === undefined ? {} : { reason }),
    by,
    proposedAt: toOffsetDateTime(proposedAt),
    ...(publishedAt === undefined ? {} : { publishedAt: toOffsetDateTime(publishedAt) }),
    formulaVersion: publication.formulaVersion,
    calendarVersion: publication.calendarVersion,
    ...(restates === undefined ? {} : { restates, changes }),
    rows,
  };
};

/** A publication as anyone sees it. */
export const publishedView = ({ publication, version, publishedAt = 0 }: Standing) => ({
  period: publication.period,
  version,
  publishedAt: toOffsetDateTime(publishedAt),
  formulaVersion: publication.formulaVersion,
  calendarVersion: publication.calendarVersion,
  ...(publication.restates === undefined ? {} : { restates: publication.restates, changes: publication.changes }),
  rows: publication.rows,
});

/** The rows of a publication as CSV (RFC 4180): a line of names, then one for each row; null is empty. No value of a row holds a comma or a quote. */
export const csvOf = ({ publication: { rows } }: Standing): string => {
  const names = ['agencyCode', 'procedureCode', ...figureNames()];
  const lines = rows.map((row) => names.map((name) => String((row as unknown as Record<string, unknown>)[name] ?? '')));
  return [names, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
};
