import type { Item } from '../../../shared/platform/ledger/table.ts';
import type { Release } from '../../simulation/frozen/release.ts';
import { decided } from '../calendars.ts';
import { inVietNam } from '../viet-nam-time.ts';
import { type Chain, chainInMemory } from './chain.ts';
import { expectInvariants } from './invariants.ts';
import type { Weather } from './plumbing.ts';
import { backupOf, type Room, restore } from './restore.ts';
import { type Plan, type Story, storyOf } from './story.ts';

/** The death of whoever made a call. */
export class Killed extends Error {}

/** How foul the weather of a day is. */
export interface Foul {
  /** At which calls a caller dies: by how often that call was made before, and its name. */
  readonly kills: (before: number, name: string) => boolean;
  /** Whether answers are lost, messages doubled and batches brought again. */
  readonly strikes: boolean;
  /** Whether the tables' streams lose records for good. */
  readonly loses: boolean;
}

/** Weather that is fair until it is made foul. It counts the calls that were made in foul weather and names the deadly ones. */
export const weatherOf = (random: () => number, { kills, strikes, loses }: Foul) => {
  const weather = {
    calls: new Map<string, number>(),
    killed: new Set<string>(),
    fair: true,
    async step(name: string) {
      // Calls that run at the same time go on in an order of their own, and some take very long.
      const longest = weather.pick(10) === 0 ? 200 : 3;
      for (let turns = weather.pick(longest); turns > 0; turns -= 1) await Promise.resolve();
      if (weather.fair) return;
      const before = weather.calls.get(name) ?? 0;
      weather.calls.set(name, before + 1);
      if (!kills(before, name)) return;
      weather.killed.add(name);
      throw new Killed(name);
    },
    strikes: (share: number) => strikes && !weather.fair && random() < share,
    loses: () => loses && !weather.fair && random() < 0.03,
    pick: (below: number) => Math.floor(random() * below),
  };
  return weather satisfies Weather;
};

type ChangingWeather = ReturnType<typeof weatherOf>;

/** What a day is made of. */
export interface Day {
  readonly plans: readonly Plan[];
  /** So many turns of foul weather, of eight hours in all. */
  readonly foulTurns: number;
  /** Whether all is told again at the end, which must change nothing. */
  readonly isRebuilt: boolean;
  /** A table that is put back, in one foul turn, to what it held in another. */
  readonly restored?: { readonly room: Room; readonly to: number; readonly at: number };
  /** The provider has no call for refunds. */
  readonly isByHand?: boolean;
  /** Releases whose folds work beside the present ones. */
  readonly others?: readonly Release[];
  /** What must hold at the end; the invariants where it is left out. */
  readonly judge?: (chain: Chain, stories: readonly Story[]) => Promise<void>;
  /** In which foul turn a decision on the calendar is begun to be deployed. */
  readonly decidedAt?: number;
}

/** A decision that takes the next day off. */
const DECIDED = decided('2026-11-19 09:00', '2026-11-20');

/** A day that is not at rest after so many turns never will be: its invariants say what is left. */
const MOST_TURNS = 60;

/** Carries dossiers through a day in foul weather, then through fair weather until all is at rest, and checks what must hold. */
export const runDay = async (weather: ChangingWeather, day: Day): Promise<Chain> => {
  const { plans, foulTurns, isRebuilt, restored, decidedAt, isByHand, others } = day;
  const begun = inVietNam('2026-11-19 08:00');
  const clock = { now: begun };
  const chain = chainInMemory(clock, weather, { others, isByHand });
  await chain.setUp();
  weather.fair = false;
  let stories = plans.map((plan) => storyOf(chain, plan, begun));
  const turn = async (): Promise<boolean> => {
    const done = await Promise.all(stories.map((story) => story.turn()));
    const beside = [
      ...(weather.strikes(0.5) ? [] : [chain.sweep(), chain.sweepFees(), chain.tellDigests()]),
      ...(weather.strikes(0.1) ? [chain.sweepFees()] : []),
      ...(weather.strikes(0.02) ? [chain.rebuildAll()] : []),
    ];
    await Promise.all([chain.work(), ...beside.map((work) => work.catch(() => undefined))]);
    return done.every(Boolean);
  };
  /** Until the people have nothing left to do and nothing waits; a minute or two at a time at first, so that leases end. */
  const toRest = async (): Promise<void> => {
    for (let n = 0; n < MOST_TURNS; n += 1) {
      // Of two messages about one thing one may fail for as long as the other is at work: an operator puts it back.
      if (n % 10 === 0) chain.redrive();
      const done = await turn();
      // Streams that are long behind are not waited for by the hour: a fee's term would end meanwhile.
      for (let more = 0; more < 20 && chain.left() > 0; more += 1) await chain.work();
      clock.now += n < 5 ? 100_000 : 1_000_000;
      if (done && chain.left() === 0) return;
    }
  };
  let backup: readonly Item[] = [];
  for (let n = 0; n < foulTurns; n += 1) {
    if (n === restored?.to) backup = backupOf(chain, restored.room);
    if (n === restored?.at) {
      await restore(chain, restored.room, backup);
      // Whoever has told something that is gone tells it again; a way to pay that is known nowhere any more is asked for anew.
      const isKnown = restored.room !== 'payments';
      stories = stories.map(({ plan, way }) => storyOf(chain, plan, begun, isKnown ? way() : undefined));
    }
    if (n === decidedAt) chain.decide(DECIDED);
    await turn();
    clock.now += 60_000 * (1 + weather.pick(2 * Math.ceil(500 / foulTurns)));
  }
  weather.fair = true;
  chain.deployed();
  if (chain.lost() > 0 || decidedAt !== undefined) await chain.rebuildAll();
  clock.now = Math.max(clock.now, inVietNam('2026-11-20 09:00'));
  await toRest();
  // Late enough for every clock that runs.
  clock.now = Math.max(clock.now, inVietNam('2026-11-26 09:00'));
  await toRest();
  if (isRebuilt) {
    const before = chain.published.length;
    await chain.rebuildAll();
    await toRest();
    if (chain.published.length <= before) throw new Error('a rebuild told nothing');
  }
  await (day.judge ?? expectInvariants)(chain, stories);
  return chain;
};
