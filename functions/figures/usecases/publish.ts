import { type Caller, recordedBy } from '../../../shared/kernel/callers.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { FORMULA_VERSION } from '../domain/figures.ts';
import { MOST_ROWS } from '../domain/groups.ts';
import {
  changesBetween,
  type MonthState,
  type Publication,
  type PublicationAsked,
  periodOfMonth,
} from '../domain/publication.ts';
import { publicRows } from '../domain/publishing.ts';
import type { Publications, RowReader } from '../ports.ts';
import { proceduresOf } from './read-figures.ts';

/** What publishing needs. */
export interface PublishPorts {
  readonly reader: RowReader;
  readonly calendar: WorkingCalendar;
  readonly publications: Publications;
}

/** A wish to publish a month. */
export interface Proposal {
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: number;
  readonly publicationId: string;
  readonly asked: PublicationAsked;
}

/** How a publication stands. */
export interface Standing {
  readonly publication: Publication;
  readonly status: 'proposed' | 'published';
  /** Counted from 1 on; undefined while it is not published. */
  readonly version: number | undefined;
  readonly publishedAt: number | undefined;
}

const standingIn = (publication: Publication, { published }: MonthState): Standing => {
  const place = published.findIndex(({ publicationId }) => publicationId === publication.publicationId);
  return {
    publication,
    status: place < 0 ? 'proposed' : 'published',
    version: place < 0 ? undefined : place + 1,
    publishedAt: published[place]?.publishedAt,
  };
};

/** Whether a publication waits for a second person, or was published. */
const isOf = ({ proposed, published }: MonthState, publicationId: string): boolean =>
  proposed === publicationId || published.some((one) => one.publicationId === publicationId);

/** The version that a publication of the month would take the place of; undefined where it is the first. */
const restatedBy = ({ published }: MonthState): number | undefined => published.length || undefined;

const counted = async (ports: PublishPorts, month: MonthState, wish: Proposal): Promise<Result<Publication>> => {
  const { reader, calendar, publications } = ports;
  const { publicationId, now, asked, caller, requestId } = wish;
  const period = periodOfMonth(asked.period);
  const rows = await reader.rows(undefined, period.from, period.to);
  const frozen = publicRows(rows, await proceduresOf(rows, reader), period);
  if (frozen.length > MOST_ROWS)
    return fail({ kind: 'invalid_input', fields: [{ path: 'period', message: 'expected fewer groups' }] });
  const last = month.published.at(-1);
  const before = last && (await publications.find(last.publicationId));
  if (before && asked.reason === undefined)
    return fail({ kind: 'invalid_input', fields: [{ path: 'reason', message: 'expected why it is restated' }] });
  const changes = before ? changesBetween(before.rows, frozen, asked.reason ?? '') : [];
  if (before && changes.length === 0) return fail({ kind: 'nothing_changed' });
  return ok({
    publicationId,
    ...asked,
    askedBy: recordedBy(caller, requestId).recordedBy,
    proposedAt: now,
    calendarVersion: calendar.version.id,
    formulaVersion: FORMULA_VERSION,
    ...(before ? { restates: restatedBy(month) } : {}),
    rows: frozen,
    changes,
  });
};

/** Whether a publication says what is asked for: one key stands for one wish. */
const isAskedFor = ({ period, reason, by }: Publication, asked: PublicationAsked): boolean =>
  period === asked.period && reason === asked.reason && by === asked.by;

/**
 * Freezes the figures of a month that is over and proposes them; a repeat finds what it proposed. What others overtook stays
 * `already_proposed`: it was compared with another version than the one that it would follow.
 */
export const proposePublication =
  (ports: PublishPorts) =>
  async (wish: Proposal): Promise<Result<Standing>> => {
    const { publications } = ports;
    const { asked, now, publicationId } = wish;
    if (now < periodOfMonth(asked.period).to) return fail({ kind: 'period_open' });
    const month = await publications.month(asked.period);
    const kept = await publications.find(publicationId);
    if (kept && !isAskedFor(kept, asked)) return fail({ kind: 'conflict', key: publicationId });
    if (kept && isOf(month, publicationId)) return ok(standingIn(kept, month));
    if (month.proposed !== undefined) return fail({ kind: 'already_proposed' });
    const made = kept ? ok(kept) : await counted(ports, month, wish);
    if (!made.ok) return made;
    const publication = kept ?? (await publications.keep(made.value));
    // Whoever asks under the same key at the same time may have kept another one before.
    if (!isAskedFor(publication, asked)) return fail({ kind: 'conflict', key: publicationId });
    if (publication.restates !== restatedBy(month)) return fail({ kind: 'already_proposed' });
    const next = { ...month, version: month.version + 1, proposed: publicationId };
    if (await publications.putMonth(next)) return ok(standingIn(publication, next));
    const after = await publications.month(asked.period);
    return isOf(after, publicationId) ? ok(standingIn(publication, after)) : fail({ kind: 'already_proposed' });
  };

/** Publishes what another person proposed; again: what was published. */
export const approvePublication =
  ({ publications }: Pick<PublishPorts, 'publications'>) =>
  async (caller: Caller, publicationId: string, by: string, now: number): Promise<Result<Standing>> => {
    const publication = await publications.find(publicationId);
    if (!publication) return fail({ kind: 'not_found', what: 'publication' });
    const month = await publications.month(publication.period);
    const standing = standingIn(publication, month);
    if (standing.status === 'published') return ok(standing);
    if (publication.askedBy === recordedBy(caller, '').recordedBy) return fail({ kind: 'same_person' });
    if (month.proposed !== publicationId) return fail({ kind: 'not_found', what: 'publication' });
    const published = [...month.published, { publicationId, publishedAt: now, by }];
    const next: MonthState = { period: month.period, version: month.version + 1, published };
    if (await publications.putMonth(next)) return ok(standingIn(publication, next));
    const after = standingIn(publication, await publications.month(publication.period));
    return after.status === 'published'
      ? ok(after)
      : fail({ kind: 'temporarily_unavailable', detail: 'others change it' });
  };

/** A publication with its rows and changes, proposed or published. */
export const readPublication =
  ({ publications }: Pick<PublishPorts, 'publications'>) =>
  async (publicationId: string): Promise<Result<Standing>> => {
    const publication = await publications.find(publicationId);
    if (!publication) return fail({ kind: 'not_found', what: 'publication' });
    return ok(standingIn(publication, await publications.month(publication.period)));
  };

/** What was published of a month: the version, or the newest; undefined where there is none. */
export const readPublished =
  ({ publications }: Pick<PublishPorts, 'publications'>) =>
  async (period: string, version?: number): Promise<Standing | undefined> => {
    const month = await publications.month(period);
    const one = version === undefined ? month.published.at(-1) : month.published[version - 1];
    const publication = one && (await publications.find(one.publicationId));
    return publication && standingIn(publication, month);
  };
