import { type Day, runDay, weatherOf } from './day.ts';
import type { Work } from './money-work.ts';
import { randomFrom } from './plumbing.ts';
import type { Room } from './restore.ts';
import { notices, type Plan } from './story.ts';

type Draw = (below: number) => number;

const choices = ['accept', 'refund', 'write_off'] as const;

/** What people do with the money: one of some works, which a second person may refuse at first. */
const workOf = (pick: Draw, ...works: readonly (Work | undefined)[]): Pick<Plan, 'work' | 'isRefusedFirst'> => {
  const work = works[pick(works.length)];
  return work ? { work, isRefusedFirst: pick(3) === 0 } : {};
};

/** What may become of a dossier's fee, and of the dossier. */
const kinds: readonly ((pick: Draw) => Omit<Plan, 'dossierCode' | 'finishes'>)[] = [
  (pick) => ({ notices: notices.filter(() => pick(2) === 0) }),
  (pick) => ({ notices: ['paid', ...notices.filter((notice) => notice !== 'paid' && pick(3) === 0)] }),
  (pick) => ({ notices: [], callbackLost: true, comesBack: pick(2) === 0 }),
  () => ({ notices: [], expires: true }),
  (pick) => ({ notices: [], surplus: 'twice', ...workOf(pick, undefined, ...choices) }),
  (pick) => ({ notices: [], surplus: 'cancelled', ...workOf(pick, undefined, ...choices) }),
  (pick) => ({ notices: [], surplus: 'expired', expires: true, ...workOf(pick, undefined, ...choices) }),
  (pick) => ({ notices: ['suspected'], ...workOf(pick, ...choices) }),
  (pick) => ({ notices: ['paid'], ...workOf(pick, 'give_back') }),
  () => ({ notices: [], isAcceptedAgain: true }),
  () => ({ notices: [] }),
];

/** A dossier of a storm, drawn. */
export const planOf = (pick: Draw, n: number): Plan => {
  let plan = kinds[pick(kinds.length)]!(pick);
  const goesOn = !plan.surplus && !plan.expires && (plan.notices.length === 0 || plan.notices.includes('paid'));
  const wishes = [[], ['sms'], ['email'], ['sms', 'email']] as const;
  const channels = wishes[pick(wishes.length)] ?? [];
  if (plan.notices.length === 0 && pick(4) === 0) plan = { ...plan, isOpenedAgain: true };
  if (pick(8) === 0) plan = { ...plan, isContradicted: true };
  return {
    ...plan,
    channels,
    workingHours: pick(2) === 0 ? 6 : 10,
    dossierCode: `H26.10-261119-000${n + 1}`,
    finishes: goesOn && pick(3) === 0,
  };
};

/** Now and then a table is put back to what it held, or a decision on the calendar is deployed. */
const upheavalOf = (pick: Draw, plans: readonly Plan[], foulTurns: number): Pick<Day, 'restored' | 'decidedAt'> => {
  const at = 1 + pick(foulTurns - 1);
  switch (pick(6)) {
    case 0: {
      // A fee that its room knows no more cannot be opened again once its dossier is finished.
      const rooms: readonly Room[] = plans.some(({ finishes }) => finishes)
        ? ['dossiers', 'results']
        : ['dossiers', 'payments'];
      return { restored: { room: rooms[pick(rooms.length)] ?? 'dossiers', to: pick(at), at } };
    }
    case 1:
    case 2:
      return { decidedAt: at };
    default:
      return {};
  }
};

/** A storm: one dossier or two, a dozen turns, faults of all kinds, everything drawn from the seed. Throws where an invariant does not hold. */
export const runStorm = async (seed: number): Promise<void> => {
  const random = randomFrom(seed * 7919);
  const share = [0, 0.01, 0.04, 0.1][Math.floor(random() * 4)] ?? 0;
  const weather = weatherOf(random, { kills: () => random() < share, strikes: true, loses: random() < 0.2 });
  const plans = Array.from({ length: weather.pick(5) === 0 ? 2 : 1 }, (_, n) => planOf(weather.pick, n));
  const foulTurns = 3 + weather.pick(8);
  const day: Day = {
    plans,
    foulTurns,
    isRebuilt: weather.pick(4) === 0,
    isByHand: weather.pick(3) === 0,
    ...upheavalOf(weather.pick, plans, foulTurns),
  };
  await runDay(weather, day).catch((error: unknown) => {
    throw new Error(`seed ${seed} (${JSON.stringify(day)})`, { cause: error });
  });
};
