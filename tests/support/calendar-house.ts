import { calendarsIn } from '../../functions/dossiers/adapters/calendar-log.ts';
import { deadlineIndex } from '../../functions/dossiers/adapters/deadline-index.ts';
import { decisionLedger, decisionList, decisionsIn } from '../../functions/dossiers/adapters/decision-ledger.ts';
import { dossierLedger } from '../../functions/dossiers/adapters/dossier-ledger.ts';
import { dossiersOnCalendars } from '../../functions/dossiers/adapters/dossiers-on-calendars.ts';
import { firstSteps } from '../../functions/dossiers/adapters/sqs-rekey-steps.ts';
import type { RekeyStep } from '../../functions/dossiers/calendar-ports.ts';
import { BackOfficeEvent } from '../../functions/dossiers/domain/back-office-event.ts';
import { DecisionInput } from '../../functions/dossiers/domain/calendar-decision.ts';
import { Registration } from '../../functions/dossiers/domain/registration.ts';
import { calculateDeadline } from '../../functions/dossiers/usecases/calculate-deadline.ts';
import {
  approveCalendarDecision,
  revokeCalendarDecision,
} from '../../functions/dossiers/usecases/end-calendar-decision.ts';
import { listDeadlines } from '../../functions/dossiers/usecases/list-deadlines.ts';
import { withPreview } from '../../functions/dossiers/usecases/preview-decision.ts';
import { putCalendarDecision } from '../../functions/dossiers/usecases/put-calendar-decision.ts';
import { readCalendar } from '../../functions/dossiers/usecases/read-calendar.ts';
import {
  listCalendarDecisions,
  readCalendarDecision,
} from '../../functions/dossiers/usecases/read-calendar-decisions.ts';
import { readDossier } from '../../functions/dossiers/usecases/read-dossier.ts';
import { recordEvent } from '../../functions/dossiers/usecases/record-event.ts';
import { registerDossier } from '../../functions/dossiers/usecases/register-dossier.ts';
import { rekeyClocks } from '../../functions/dossiers/usecases/rekey-clocks.ts';
import { type KeyCaller, recordedBy } from '../../shared/kernel/callers.ts';
import type { AgencyCode, ApiKeyId, DossierCode } from '../../shared/kernel/ids.ts';
import { officialCalendar } from '../../shared/kernel/working-time/calendar.ts';
import { isFact } from '../../shared/platform/ledger/aggregate.ts';
import { keyedWith } from '../../shared/platform/ledger/erasure.ts';
import { readHead } from '../../shared/platform/ledger/head.ts';
import { pepperFrom } from '../../shared/platform/pepper.ts';
import { backOffice, CODE, dossierHouse, sampleRegistration } from './dossier-house.ts';
import { inVietNam } from './viet-nam-time.ts';

/** An operator by the key's name. */
export const operator = (name = 'one'): KeyCaller => ({
  keyId: `key_${name}` as ApiKeyId,
  permission: 'operator',
  agencyCodes: [],
});

/** A decision that takes Wednesday 18/11/2026 off, of the nation; what is given replaces its fields. */
export const sampleDecision = (given: Record<string, unknown> = {}) => ({
  number: '77/QĐ-UBND',
  signedAt: '2026-11-16T08:00:00+07:00',
  scope: 'nation',
  days: [{ date: '2026-11-18', working: false, reason: 'Bão' }],
  by: 'Trần Thị C',
  ...given,
});

/** Dossiers and decisions on one table in memory, read by the calendars that are in force there; steps wait until they are asked for. */
export const calendarHouse = () => {
  const house = dossierHouse();
  const { table, clock, links, installation } = house;
  const now = () => clock.now;
  const calendars = calendarsIn(table);
  const pepper = pepperFrom('a pepper for tests, 32 characters or more');
  const keyed = keyedWith(async () => pepper);
  const book = dossiersOnCalendars(table, now, calendars, keyed);
  const ledger = dossierLedger(book);
  const index = deadlineIndex(table);
  const decisions = decisionLedger(decisionsIn(table, now));
  const calendar = officialCalendar;
  const { agencies, procedures } = house.ports;
  const ports = {
    ledger,
    links,
    calendar,
    calendars,
    agencies,
    procedures,
    index,
    decisions,
    list: decisionList(table),
  };
  let isTimeLeft = () => true;
  const preview = withPreview({ ...ports, timeForPreview: () => isTimeLeft });
  const steps: { step: RekeyStep; delaySeconds: number }[] = [];
  const queue = {
    send: async (step: RekeyStep, delaySeconds = 0) => {
      steps.push({ step, delaySeconds });
    },
  };
  const request = (caller: KeyCaller) => ({ caller, requestId: 'request', now: clock.now });
  let seen = 0;
  let told = 0;

  /** Does what the stream's consumer does with what has changed since. */
  const stream = async () => {
    while (seen < table.changes.length) {
      const { after } = table.changes[seen] ?? {};
      seen += 1;
      if (!after) continue;
      if (isFact(after)) for (const step of firstSteps([after])) await queue.send(step);
      if (isFact(after) && after.pk.startsWith('DOS#')) await book.refold(after.pk.slice(4) as DossierCode);
      const head = readHead(book, after);
      if (head) await book.place(head);
    }
  };
  const refold = async (code: DossierCode) => {
    await book.refold(code);
  };
  const step = (asked: RekeyStep, has: () => boolean = () => true) =>
    rekeyClocks({ calendars, index, refold, queue })(asked, has);

  return {
    ...house,
    ports,
    book,
    calendars,
    steps,
    stream,
    step,
    /** Does all steps that wait, and those that they lead to. */
    async work(has?: () => boolean) {
      await stream();
      for (let next = steps.shift(); next; next = steps.shift()) {
        await step(next.step, has);
        await stream();
      }
    },
    runOutOfTime: (has: () => boolean) => {
      isTimeLeft = has;
    },
    setUpHours: (code: AgencyCode, officeHours: string[][]) =>
      installation.put({ pk: `AG#${code}`, sk: 'AG', agency: { code, name: code, officeHours } }),
    propose: async (given: Record<string, unknown> = {}, decisionId = 'storm', caller = operator()) => {
      const decision = DecisionInput.parse(sampleDecision(given));
      const put = await putCalendarDecision(ports)({ ...request(caller), decisionId, decision });
      return preview(put, clock.now);
    },
    readDecision: async (decisionId = 'storm') => preview(await readCalendarDecision(ports)(decisionId), clock.now),
    listDecisions: (state: 'proposed' | 'in_force' | 'revoked') =>
      listCalendarDecisions(ports)({ state, after: undefined, limit: 50 }),
    approve: (decisionId = 'storm', caller = operator('two')) =>
      approveCalendarDecision(ports)({ decisionId, by: 'B', recordedBy: recordedBy(caller, 'r'), now: clock.now }),
    revoke: (decisionId = 'storm', caller = operator('three')) =>
      revokeCalendarDecision(ports)({ decisionId, by: 'B', recordedBy: recordedBy(caller, 'r'), now: clock.now }),
    year: (agencyCode?: AgencyCode) => readCalendar(ports)(2026, agencyCode),
    calculate: (wall: string, amount: number, agencyCode?: AgencyCode) =>
      calculateDeadline(ports)(inVietNam(wall), { amount, unit: 'working_days' }, agencyCode),
    registerHere: (given: Record<string, unknown> = {}, dossierCode = CODE, caller: KeyCaller = backOffice) =>
      registerDossier(ports)({
        ...request(caller),
        dossierCode,
        registration: Registration.parse(sampleRegistration(given)),
      }),
    tellHere: (type: string, wall: string, dossierCode = CODE, caller: KeyCaller = backOffice) => {
      told += 1;
      const occurredAt = new Date(inVietNam(wall)).toISOString();
      const event = BackOfficeEvent.parse({ eventId: `here${told}`, by: 'B', type, occurredAt });
      return recordEvent(ports)({ ...request(caller), dossierCode, event });
    },
    async viewOf(dossierCode: DossierCode = CODE, caller: KeyCaller = operator()) {
      const read = await readDossier(ports)(caller, dossierCode, clock.now);
      if (!read.ok) throw new Error(read.failure.kind);
      return read.value;
    },
    listed: () =>
      listDeadlines(ports)({
        caller: operator(),
        now: clock.now,
        states: ['running', 'due_soon', 'overdue'],
        agencyCode: undefined,
        after: undefined,
        limit: 50,
      }),
  };
};
