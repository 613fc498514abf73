import { rateByToken } from '../../functions/dossiers/usecases/rate-dossier.ts';
import { rowReaderIn, rowStoreIn } from '../../functions/figures/adapters/rows-in-table.ts';
import { FiguresQuery } from '../../functions/figures/domain/query.ts';
import { hearEvent } from '../../functions/figures/usecases/hear-event.ts';
import { readFigures } from '../../functions/figures/usecases/read-figures.ts';
import type { Caller } from '../../shared/kernel/callers.ts';
import { parseBusEvent } from '../../shared/kernel/events.ts';
import type { AgencyCode, DossierCode } from '../../shared/kernel/ids.ts';
import type { Announcement } from '../../shared/kernel/milestones.ts';
import { officialCalendar } from '../../shared/kernel/working-time/calendar.ts';
import { dossierHouse } from './dossier-house.ts';
import { type MemoryTable, memoryTable } from './memory-table.ts';
import { inVietNam } from './viet-nam-time.ts';
import { month, ratings } from './worked-month.ts';

/** Whoever may ask for all. */
export const operator: Caller = { keyId: 'key_operator', permission: 'operator', agencyCodes: [] };

/** A back office of some agencies. */
export const backOfficeOf = (...agencyCodes: AgencyCode[]): Caller => ({
  keyId: 'key_o',
  permission: 'back_office',
  agencyCodes,
});

/** Figures over a table in memory. */
export const figuresHouse = () => {
  const table = memoryTable();
  const ports = { reader: rowReaderIn(table), calendar: officialCalendar };
  const store = rowStoreIn(table);
  const heard = hearEvent({ store });
  return {
    table,
    ports,
    store,
    /** Hears announcements as the bus brings them. */
    async hear(told: readonly Announcement[]): Promise<void> {
      for (const one of told) {
        const event = parseBusEvent(JSON.parse(JSON.stringify(one)));
        if (event) await heard(event);
      }
    },
    /** The figures as an operator, or another, is answered at a wall time. */
    read: (query: Record<string, string>, wall = '2026-12-05 10:00', caller: Caller = operator) =>
      readFigures(ports)(caller, FiguresQuery.parse(query), inVietNam(wall)),
  };
};

const codes = { X: 'H26.10', Y: 'H26.11' } as const;
const procedures = { A: '2.000635', B: '1.001193' } as const;

/** The code of the nth dossier of the worked month. */
export const codeOf = (n: number): DossierCode =>
  `${codes[month[n - 1]?.agency ?? 'X']}-261101-${String(n).padStart(4, '0')}`;

const momentOf = (wall: string): string => `2026-${wall.length === 5 ? `${wall} 08:00` : wall}`;

const said: Readonly<Record<string, Record<string, unknown>>> = {
  extended: { addWorkingDays: 2, reason: 'Cần xác minh' },
  paused: { reason: 'law' },
};

const components = (...digitised: readonly boolean[]) =>
  digitised.map((one, i) => ({ code: `C${i}`, name: 'Tờ khai', originals: 1, copies: 0, digitised: one }));

const withComponents: Readonly<Record<number, object>> = {
  1: { components: components(true, true) },
  4: { components: components(true, false) },
};

const fees = [
  { n: 1, outcome: 'paid' },
  { n: 2, outcome: 'paid' },
  { n: 3, outcome: undefined },
  { n: 8, outcome: 'cancelled' },
] as const;

const money: readonly (readonly [n: number, ...movements: (readonly [wall: string, vnd: number])[]])[] = [
  [1, ['11-02 08:30', 100_000]],
  [2, ['11-03 10:00', 150_000], ['11-20 10:00', -50_000]],
  [22, ['10-30 09:00', 20_000], ['11-05 09:00', -20_000]],
  [40, ['10-31 09:00', 70_000]],
];

const messages = [
  [1, '11-02 08:10'],
  [40, '11-05 09:00'],
  [24, '12-01 09:00'],
] as const;

const aboutNth = (n: number) => ({ dossierCode: codeOf(n), agencyCode: codes[month[n - 1]?.agency ?? 'X'] });

/** All that dossiers, fees and messages announce of the worked month, with every word that was overtaken; and the dossiers' table. */
export const announcedOfMonth = async (): Promise<{
  readonly told: readonly Announcement[];
  readonly dossiers: MemoryTable;
}> => {
  const house = dossierHouse();
  house.at('2026-12-05 10:00');
  for (const [i, { agency, procedure, channel, came, hours, isNotAccepted, then }] of month.entries()) {
    const code = codeOf(i + 1);
    const caller = backOfficeOf(codes[agency]);
    const wall = momentOf(came);
    const moment = `${wall.replace(' ', 'T')}:00+07:00`;
    const limit = hours === undefined ? {} : { timeLimit: { amount: hours, unit: 'working_hours' } };
    const given = { agencyCode: codes[agency], procedureCode: procedures[procedure], channel, submittedAt: moment };
    const receipt = { receivedAt: isNotAccepted ? undefined : moment };
    const registered = await house.register({ ...given, ...receipt, ...limit, ...withComponents[i + 1] }, code, caller);
    if (!registered.ok) throw new Error(`${code}: ${registered.failure.kind}`);
    const steps = isNotAccepted ? then : [['accepted', `${wall.slice(5, 13)}:05`] as const, ...then];
    let last = '';
    for (const [n, [type, at]] of steps.entries()) {
      const eventId = `${code}-${n}`;
      const event = type === 'void' ? { voidsEventId: last } : said[type];
      const told = await house.tell(
        type === 'void' ? 'voided' : type,
        momentOf(at),
        { eventId, ...event },
        code,
        caller,
      );
      if (!told.ok) throw new Error(`${code} ${type}: ${told.failure.kind}`);
      last = eventId;
    }
  }
  for (const [n, wall, stars] of ratings) {
    const token = house.links.urlOf(codeOf(n)).split('/').at(-1) ?? '';
    const given = { stars, words: 'Cán bộ Minh tận tình', now: inVietNam(momentOf(wall)), requestId: 'request' };
    const rated = await rateByToken(house.ports)(token, given);
    if (!rated.ok) throw new Error(`${codeOf(n)}: ${rated.failure.kind}`);
  }
  for (const { n, outcome } of fees) {
    const data = { ...aboutNth(n), paymentId: `pay_${n}`, amountVnd: 100_000, blocksProcessing: false } as const;
    const at = inVietNam('2026-11-04 09:00');
    await house.hear({ id: `pay_${n}:opened`, type: 'payment.opened', at, data: { ...data, expiresAt: at } });
    if (outcome) await house.hear({ id: `pay_${n}:settled`, type: 'payment.settled', at, data: { ...data, outcome } });
  }
  for (const n of [1, 4]) {
    const data = { ...aboutNth(n), resultId: `res_${n}` as const, finishes: false };
    await house.hear({ id: `res_${n}:issued`, type: 'result.issued', at: inVietNam('2026-11-03 16:00'), data });
  }
  await house.fold();
  const ofFees = money.map(([n, ...moved]): Announcement => {
    const movements = moved.map(([wall, vnd]) => ({ at: inVietNam(momentOf(wall)), vnd }));
    const data = { ...aboutNth(n), paymentId: `pay_${n}`, movements };
    return { id: `pay_${n}:counted`, type: 'payment.counted', at: 0, data, number: moved.length };
  });
  const ofMessages = messages.map(([n, wall]): Announcement => {
    const data = { ...aboutNth(n), messageId: `msg_${n}` };
    return { id: `msg_${n}:counted`, type: 'message.counted', at: inVietNam(momentOf(wall)), data, number: 1 };
  });
  return { told: [...house.milestonesTold(), ...ofFees, ...ofMessages], dossiers: house.table };
};
