import type { RecordedBy } from '../../../shared/kernel/book.ts';
import { type BusEvent, type HeardEvent, type HeardOf, needed } from '../../../shared/kernel/events.ts';
import type { AgencyCode, DossierCode, MessageId } from '../../../shared/kernel/ids.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { type SweptTimers, sweepTimers } from '../../../shared/kernel/timers.ts';
import type { Digests } from '../digest-ports.ts';
import { type Digest, digestName } from '../domain/digest.ts';
import { type StaffNotice, toldBy } from '../domain/notice.ts';
import { NEWS_MS } from '../domain/telling.ts';
import type { AgencyReader, MessageLedger, MessageNames, Planned } from '../ports.ts';
import { keepPlan } from './intend-message.ts';

/** What telling staff needs from outside. */
export interface TellStaffPorts {
  readonly ledger: Pick<MessageLedger, 'plan' | 'isPlanned' | 'record'>;
  readonly agencies: Pick<AgencyReader, 'staffAddresses'>;
  readonly digests: Digests;
  readonly names: MessageNames;
  readonly now: () => number;
}

/** Whether an event is told to an agency's staff, and to nobody else. */
export const concernsStaff = (event: HeardEvent): event is HeardOf<'dossier.due_soon' | 'dossier.overdue'> =>
  event.type === 'dossier.due_soon' || event.type === 'dossier.overdue';

interface ToStaff {
  readonly dossierCode: DossierCode;
  readonly agencyCode: AgencyCode;
  readonly occasion: string;
  readonly number: number;
  readonly notice: StaffNotice;
  readonly expiresAt?: Instant;
}

/** Puts a message on its way to each address for an agency's staff: the same ones for the same word, though the addresses change. */
const intendForStaff =
  ({ ledger, agencies, names, now }: Omit<TellStaffPorts, 'digests'>) =>
  async ({ occasion, number, ...said }: ToStaff, by: RecordedBy): Promise<Result<readonly MessageId[]>> => {
    const { agencyCode, notice } = said;
    const told = toldBy(notice);
    const messages = (await agencies.staffAddresses(agencyCode)).map((_, seat): Planned => {
      const recipient = `staff:${agencyCode}:${seat}`;
      const intent = { kind: 'intended', occasion, channel: 'email', ...said, intendedAt: now(), seat } as const;
      return { messageId: names.idOf(occasion, `${number}#${told}`, 'email', recipient), intent };
    });
    return keepPlan(ledger)(occasion, { told, number }, messages, by);
  };

/**
 * Tells an agency's staff of a dossier that is overdue, at once, and has one that is due soon told with the next digest; each once for
 * all repetitions. What is withdrawn before it leaves is not sent.
 */
export const tellStaff = (ports: TellStaffPorts) => {
  const { ledger, digests, now } = ports;

  const collect = async (event: HeardOf<'dossier.due_soon'>): Promise<Result<readonly MessageId[]>> => {
    const { dueAt, agencyCode } = needed(event, 'dueAt', 'agencyCode');
    const due = { occasion: event.id, dossierCode: event.data.dossierCode, dueAt };
    if (now() < dueAt) await digests.collect(agencyCode, due, now());
    return ok([]);
  };

  return async ({ event, number, withdrawn }: BusEvent, by: RecordedBy): Promise<Result<readonly MessageId[]>> => {
    // Of what else is due, answers to filings and steps, lists tell.
    if (concernsStaff(event) && (event.data.clock ?? 'resolve') !== 'resolve') return ok([]);
    // Whoever writes the digest looks again at what lies in it.
    if (event.type === 'dossier.due_soon') return withdrawn ? ok([]) : collect(event);
    if (event.type !== 'dossier.overdue') return ok([]);
    const occasion = event.id;
    if (withdrawn) return keepPlan(ledger)(occasion, { told: 'withdrawn', number }, [], by);
    if (now() >= event.at + NEWS_MS && !(await ledger.isPlanned(occasion))) return ok([]);
    const { dueAt, agencyCode } = needed(event, 'dueAt', 'agencyCode');
    const notice = { template: 'overdue', dueAt } as const;
    return intendForStaff(ports)({ dossierCode: event.data.dossierCode, agencyCode, occasion, number, notice }, by);
  };
};

/**
 * Sends the digests whose morning has come, as of a moment: each is closed first, so that what is collected after that lies in the next
 * one, and is done once its messages are on their way. One in which nothing lies tells nobody.
 */
export const tellDigests = (ports: TellStaffPorts) => {
  const { digests } = ports;

  const tell = async (digest: Digest, at: Instant, by: RecordedBy): Promise<boolean> => {
    const { agencyCode } = digest;
    const name = digestName(digest);
    await digests.close(digest, at);
    const due = await digests.dossiersIn(name);
    const [first, last] = [due[0], due.at(-1)];
    if (first && last) {
      const notice = { template: 'due_soon', digest: name } as const;
      const said = { dossierCode: first.dossierCode, agencyCode, notice, expiresAt: last.dueAt };
      const told = await intendForStaff(ports)({ ...said, occasion: `digest:${name}`, number: 0 }, by);
      if (!told.ok) throw new Error(`the digest ${name} could not be told: ${told.failure.kind}`);
    }
    await digests.done(digest);
    return first !== undefined;
  };

  return (at: Instant, requestId: string): Promise<SweptTimers<Digest>> =>
    sweepTimers(digests, at, (digest) => tell(digest, at, { recordedBy: 'system', requestId }));
};
