import { citizenLinks } from '../../functions/dossiers/adapters/citizen-links.ts';
import { deadlineIndex, earlierTimerIndex, timerIndex } from '../../functions/dossiers/adapters/deadline-index.ts';
import { dossierBook } from '../../functions/dossiers/adapters/dossier-book.ts';
import { dossierLedger } from '../../functions/dossiers/adapters/dossier-ledger.ts';
import { setUpAgencies } from '../../functions/dossiers/adapters/set-up-agencies.ts';
import { setUpProcedures } from '../../functions/dossiers/adapters/set-up-procedures.ts';
import { erasureLogIn } from '../../functions/dossiers/adapters/table-erasure-log.ts';
import { ApologyApproval } from '../../functions/dossiers/domain/apology.ts';
import { BackOfficeEvent } from '../../functions/dossiers/domain/back-office-event.ts';
import { Erasure } from '../../functions/dossiers/domain/erasure.ts';
import { Registration } from '../../functions/dossiers/domain/registration.ts';
import { approveApology, listApologies } from '../../functions/dossiers/usecases/apologies.ts';
import { erasePersonalData } from '../../functions/dossiers/usecases/erase-personal-data.ts';
import { hearEvent } from '../../functions/dossiers/usecases/hear-event.ts';
import { type ListDeadlines, listDeadlines } from '../../functions/dossiers/usecases/list-deadlines.ts';
import { readDossier, readDossierByToken } from '../../functions/dossiers/usecases/read-dossier.ts';
import { recordEvent } from '../../functions/dossiers/usecases/record-event.ts';
import { registerDossier } from '../../functions/dossiers/usecases/register-dossier.ts';
import { sweepDeadlines } from '../../functions/dossiers/usecases/sweep-deadlines.ts';
import { agencyStoreIn } from '../../functions/installation/adapters/agency-store.ts';
import { procedureStoreIn } from '../../functions/installation/adapters/procedure-store.ts';
import { ProcedureSetUp } from '../../functions/installation/domain/procedure-requests.ts';
import { AgencySetUp } from '../../functions/installation/domain/requests.ts';
import { putProcedure } from '../../functions/installation/usecases/procedures.ts';
import { putAgency } from '../../functions/installation/usecases/put-agency.ts';
import type { Caller, KeyCaller } from '../../shared/kernel/callers.ts';
import type { DomainEvent, HeardEvent } from '../../shared/kernel/events.ts';
import type { AgencyCode, DossierCode, PaymentId } from '../../shared/kernel/ids.ts';
import { officialCalendar, type WorkingCalendar } from '../../shared/kernel/working-time/calendar.ts';
import { calendarsAfter } from '../../shared/kernel/working-time/calendars.ts';
import { keyedWith } from '../../shared/platform/ledger/erasure.ts';
import { announcements, readHead } from '../../shared/platform/ledger/head.ts';
import { ledgerOver } from '../../shared/platform/ledger/ledger.ts';
import { pepperFrom } from '../../shared/platform/pepper.ts';
import { memoryTable } from './memory-table.ts';
import { inVietNam } from './viet-nam-time.ts';

/** The back office of the agency that the sample dossiers belong to. */
export const backOffice: KeyCaller = { keyId: 'key_main', permission: 'back_office', agencyCodes: ['H26.10'] };

/** The sample dossier's code. */
export const CODE: DossierCode = 'H26.10-261116-0007';

/** What some steps must say. */
export const saidOf: Readonly<Record<string, Record<string, unknown>>> = {
  handed_over: { toAgencyCode: 'H26.10' },
  paused: { reason: 'law' },
  step_started: { step: 'Thẩm định' },
  step_finished: { step: 'Thẩm định' },
  extended: { addWorkingDays: 1, reason: 'Cần xác minh' },
};

/** A registration as a back office writes it; what is given replaces the sample's fields. */
export const sampleRegistration = (given: Record<string, unknown> = {}) => ({
  procedureCode: '2.000635',
  procedureName: 'Cấp bản sao trích lục hộ tịch',
  agencyCode: 'H26.10',
  applicant: { fullName: 'Nguyễn Thị Ánh', phone: '0912345678', email: 'anh@example.vn' },
  channel: 'online',
  submittedAt: '2026-11-16T09:12:00+07:00',
  receivedAt: '2026-11-16T09:30:00+07:00',
  timeLimit: { amount: 3, unit: 'working_days' },
  notify: { sms: true, email: true },
  ...given,
});

/** A procedure as an operator sets it up. */
export const sampleProcedure = {
  name: 'Cấp bản sao trích lục hộ tịch',
  level: 'full',
  timeLimit: { amount: 3, unit: 'working_days' },
  onSupplement: 'pause',
  onPayment: 'pause',
  effectiveFrom: '2026-01-01',
};

/** What houses on one table share. */
const newGround = () => ({
  table: memoryTable(),
  installation: memoryTable(),
  erased: memoryTable(),
  clock: { now: inVietNam('2026-11-16 10:00') },
  told: { count: 0 },
});

/** The dossiers' use cases over a table in memory, at a moment that tests move: `2026-11-16 10:00` to begin with. */
export const dossierHouse = (calendar: WorkingCalendar = officialCalendar, ground = newGround()) => {
  const { table, installation, erased, clock, told } = ground;
  const calendars = calendarsAfter([], calendar);
  const dossiers = dossierBook(({ agencyCode, officeHours }) => calendars.of(agencyCode, officeHours));
  const pepper = pepperFrom('a pepper for tests, 32 characters or more');
  const book = ledgerOver(
    dossiers,
    table,
    () => clock.now,
    keyedWith(async () => pepper),
  );
  const links = citizenLinks(table, pepper, 'https://motcua.test');
  const ledger = dossierLedger(book, links);
  const erasures = erasureLogIn(erased);
  const ports = {
    ledger,
    links,
    calendar,
    agencies: setUpAgencies(installation),
    procedures: setUpProcedures(installation),
    erasures,
  };
  const milestonesTold = () =>
    table.changes.flatMap(({ after }) => {
      const head = readHead(dossiers, after);
      return head ? announcements(head) : [];
    });
  const request = (caller: Caller) => ({ caller, requestId: 'request', now: clock.now });
  /** Puts what the heads list and await where the indexes see it, as the stream's consumer does. */
  const placeEntries = async (): Promise<void> => {
    for (const item of table.all()) {
      const head = readHead(dossiers, item);
      if (head) await book.place(head, 0);
    }
  };

  return {
    table,
    installation,
    erased,
    clock,
    ports,
    ledger,
    book,
    /** The same table, folded with another calendar. */
    on: (other: WorkingCalendar) => dossierHouse(other, ground),
    /** Folds a dossier into its head, and that alone. */
    refold: (dossierCode = CODE) => book.refold(dossierCode),
    /** Sets an agency up as an operator does. */
    setUp: (code: AgencyCode, given: Record<string, unknown> = {}) =>
      putAgency({ agencies: agencyStoreIn(installation) })(code, AgencySetUp.parse({ name: code, ...given })),
    /** Adds a version to the procedure of the sample dossiers, as an operator does. */
    setUpProcedure: (given: Record<string, unknown> = {}) =>
      putProcedure({ procedures: procedureStoreIn(installation) })(
        '2.000635',
        ProcedureSetUp.parse({ ...sampleProcedure, ...given }),
      ),
    links,
    /** Moves the house's clock. */
    at(wall: string) {
      clock.now = inVietNam(wall);
    },
    register: (given: Record<string, unknown> = {}, dossierCode = CODE, caller: Caller = backOffice) =>
      registerDossier(ports)({
        ...request(caller),
        dossierCode,
        registration: Registration.parse(sampleRegistration(given)),
      }),
    /** Tells an event of the back office that happened at a wall time; its id is made up where none is given. */
    tell(
      type: string,
      wall: string,
      more: Record<string, unknown> = {},
      dossierCode = CODE,
      caller: Caller = backOffice,
    ) {
      told.count += 1;
      const occurredAt = new Date(inVietNam(wall)).toISOString();
      const event = BackOfficeEvent.parse({ eventId: `e${told.count}`, by: 'Lê Văn B', type, occurredAt, ...more });
      return recordEvent(ports)({ ...request(caller), dossierCode, event });
    },
    /** Has an operator erase the personal data of a dossier. */
    erase: (given: Record<string, unknown> = {}, dossierCode = CODE) =>
      erasePersonalData(ports)({
        ...request({ keyId: 'key_operator', permission: 'operator', agencyCodes: ['H26'] }),
        dossierCode,
        erasure: Erasure.parse({ reason: 'Yêu cầu của chủ thể dữ liệu', by: 'Phòng CNTT', ...given }),
      }),
    /** Hears a word of an event; its withdrawal is the word after it. */
    hear: (event: HeardEvent, withdrawn = false, number = withdrawn ? 2 : 1) =>
      hearEvent(ports)({ event, number, withdrawn }, 'request'),
    read: (caller: Caller = backOffice, dossierCode = CODE) => readDossier(ports)(caller, dossierCode, clock.now),
    readByToken: (token: string) => readDossierByToken(ports)(token, clock.now),
    async list(given: Partial<ListDeadlines> = {}) {
      await placeEntries();
      return listDeadlines({ index: deadlineIndex(table), calendars: async () => calendars })({
        caller: backOffice,
        now: clock.now,
        states: ['due_soon', 'overdue'],
        agencyCode: undefined,
        after: undefined,
        limit: 50,
        ...given,
      });
    },
    async apologies(caller: Caller = backOffice) {
      await placeEntries();
      const asked = { caller, now: clock.now, agencyCode: undefined, after: undefined, limit: 50 };
      return listApologies({ index: deadlineIndex(table), calendars: async () => calendars })(asked);
    },
    approve: (given: Record<string, unknown>, caller: Caller = backOffice) =>
      approveApology(ports)({ ...request(caller), dossierCode: CODE, approval: ApologyApproval.parse(given) }),
    async sweep(wall: string) {
      await placeEntries();
      const index = { timers: timerIndex(table), earlier: earlierTimerIndex(table) };
      return sweepDeadlines({ ledger, ...index, calendar })(inVietNam(wall), 'request');
    },
    /** Folds every dossier into its head, as the stream's consumer does. */
    async fold() {
      const codes = new Set(table.all().flatMap(({ pk }) => (pk.startsWith('DOS#') ? [pk.slice(4)] : [])));
      for (const code of codes) await book.refold(code);
      await placeEntries();
    },
    /** The types of all milestones that the heads' changes have announced so far, in order. */
    announced: () => milestonesTold().map(({ type }) => type),
    milestonesTold,
  };
};

/** What a payment announces of itself; `at` is a wall time. */
export const paymentEvent = (
  type: 'payment.opened' | 'payment.settled' | 'payment.paid',
  wall: string,
  given: { paymentId?: PaymentId; blocksProcessing?: boolean } = {},
): DomainEvent => {
  const paymentId = given.paymentId ?? 'pay_1';
  const data = {
    dossierCode: CODE,
    agencyCode: 'H26.10' as const,
    paymentId,
    amountVnd: 150_000,
    blocksProcessing: given.blocksProcessing ?? true,
  };
  const event = { id: `payment:${paymentId}:${type}`, at: inVietNam(wall) };
  if (type === 'payment.opened') return { ...event, type, data: { ...data, expiresAt: event.at + 86_400_000 } };
  if (type === 'payment.paid') return { ...event, type, data: { ...data, receivedVnd: 150_000 } };
  return { ...event, type, data: { ...data, outcome: 'paid' } };
};

/** A result was issued at a wall time. */
export const resultIssued = (wall: string, finishes = true): DomainEvent => ({
  id: 'result:res_1:issued',
  type: 'result.issued',
  at: inVietNam(wall),
  data: { dossierCode: CODE, agencyCode: 'H26.10', resultId: 'res_1', finishes },
});
