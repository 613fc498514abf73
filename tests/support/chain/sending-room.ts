import { allowanceIn } from '../../../functions/notifications/adapters/allowance-in-table.ts';
import { breakersIn } from '../../../functions/notifications/adapters/carrier-breakers.ts';
import { dayCountsIn } from '../../../functions/notifications/adapters/day-counts.ts';
import { composedParts } from '../../../functions/notifications/adapters/pepper-derived.ts';
import { promiseCalendarsAt } from '../../../functions/notifications/adapters/promise-calendars.ts';
import { carrierQuestionsIn } from '../../../functions/notifications/adapters/questions.ts';
import { referencesIn } from '../../../functions/notifications/adapters/references.ts';
import { suppressionsIn } from '../../../functions/notifications/adapters/suppressions.ts';
import type { Carrier, Composed } from '../../../functions/notifications/ports.ts';
import { type SendPorts, sendMessage } from '../../../functions/notifications/usecases/send-message.ts';
import type { MessageLimits } from '../../../shared/kernel/message-limits.ts';
import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import { fixedCarriers } from '../fixed-carriers.ts';
import type { Weather } from './plumbing.ts';
import { zaloInMemory } from './zalo.ts';

/** A channel with a carrier that is often busy and sometimes not set up, and one behind it that takes everything. */
const memoryChannel = (name: string, weather: Weather) => {
  const taken: Composed[] = [];
  const carrierOf = (
    carrier: string,
    tries: number,
    faultOf: () => 'retryable' | 'configuration' | undefined,
  ): Carrier => {
    const own: Composed[] = [];
    return {
      name: carrier,
      tries,
      waits: { leastSeconds: 0, mostSeconds: 0 },
      afterKill: 'lookup',
      async send(message) {
        await weather.step(`${carrier} takes`);
        // A carrier takes longer for its answer than a table.
        for (let turns = weather.pick(150); turns > 0; turns -= 1) await Promise.resolve();
        const fault = faultOf();
        if (!fault) {
          own.push(message);
          taken.push(message);
        }
        await weather.step(`${carrier} took`);
        return fault ? { taken: false, fault, reason: fault } : { taken: true };
      },
      async lookUp(clientReference) {
        await weather.step(`${carrier} looks up`);
        return own.some((message) => message.clientReference === clientReference) ? {} : undefined;
      },
    };
  };
  const first = carrierOf(`${name}_first`, 2, () => {
    if (weather.pick(3) === 0) return 'retryable';
    return weather.pick(20) === 0 ? 'configuration' : undefined;
  });
  return { carriers: [first, carrierOf(`${name}_second`, 2, () => undefined)], taken };
};

/** A phone has three messages within twenty seconds, so that some may wait where many are sent; nothing else is ever too much. */
export const usualLimits: MessageLimits = {
  toOne: { codes: [{ atMost: 20, withinMs: MINUTE_MS }], messages: [{ atMost: 3, withinMs: 20_000 }] },
  ofAgencyADay: 1_000_000,
  spendADayVnd: 1_000_000_000,
};

/** What the sending of messages finds around it. */
export interface SendingParts
  extends Pick<SendPorts, 'ledger' | 'cards' | 'agencies' | 'digests' | 'templates' | 'later' | 'now'> {
  readonly table: Table;
  readonly pepper: Pepper;
  readonly limits: MessageLimits;
}

/** The product's sending of messages over carriers in memory, and what those have taken, by channel and in its order. */
export const sendingRoom = (weather: Weather, { table, pepper, limits, ...parts }: SendingParts) => {
  const { now } = parts;
  const sms = memoryChannel('sms', weather);
  const email = memoryChannel('email', weather);
  const zalo = zaloInMemory();
  let takings = 0;
  const send = sendMessage({
    ...parts,
    parts: composedParts(pepper, 'https://motcua.test'),
    references: referencesIn(table, () => 0),
    carriers: fixedCarriers(() => ({ zalo: zalo.carriers, sms: sms.carriers, email: email.carriers })),
    suppressions: suppressionsIn(table, async () => pepper),
    questions: carrierQuestionsIn(table),
    calendars: promiseCalendarsAt('https://motcua.test'),
    forms: { fileOf: async () => undefined },
    random: () => 0,
    allowance: allowanceIn({
      table,
      days: dayCountsIn(table, () => weather.pick(16) / 16),
      pepper: async () => pepper,
      limits,
      now,
      unique() {
        takings += 1;
        return String(takings);
      },
    }),
    breakers: breakersIn(table, now),
    isCounted: () => true,
  });
  return { send, zalo, taken: { zalo: zalo.taken, sms: sms.taken, email: email.taken } };
};
