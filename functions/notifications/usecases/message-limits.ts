import * as z from 'zod';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import type { MessageLimits } from '../../../shared/kernel/message-limits.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line } from '../../../shared/kernel/text.ts';
import { type Instant, vietNamDate } from '../../../shared/kernel/time.ts';
import { percentAt } from '../domain/breaker.ts';
import { agencyScope, countedIn, type Day, type Scope } from '../domain/limits.ts';
import type { BreakerDesk, DayBook } from '../ports.ts';

/** Why an operator has a limit begin anew, and who that is. */
export const ResetInput = z.strictObject({ reason: Line(500).min(1), by: Line(200).min(1) });

/** Why an operator has a limit begin anew, and who that is. */
export type ResetInput = z.infer<typeof ResetInput>;

/** What can begin anew: the installation's day, an agency's, or a carrier's share. */
export const ResettableScope = z
  .string()
  .regex(
    /^(installation|agency:[A-Z0-9.]{3,35}|carrier:[a-z][a-z0-9_-]{0,39})$/,
    'expected installation, agency:<agencyCode> or carrier:<carrierName>',
  );

/** What can begin anew. */
export type ResettableScope = z.infer<typeof ResettableScope>;

/** How a limit stands today, or a carrier. */
export interface LimitState {
  readonly scope: string;
  /** What is counted: messages, whole dong, or hundredths of a carrier's weight. */
  readonly unit: 'messages' | 'vnd' | 'percent';
  readonly counted?: number;
  readonly limit?: number;
  /** How many messages began to wait for it today. */
  readonly held: number;
  /** Whether it holds messages back at present, or a carrier is given less than its weight. */
  readonly tripped: boolean;
}

/** What limits need from outside. */
export interface LimitPorts {
  readonly days: DayBook;
  readonly breakers: BreakerDesk;
  readonly limits: MessageLimits;
}

const stateOf = (day: Day, scope: Scope, unit: 'messages' | 'vnd', limit: number): LimitState => {
  const counted = countedIn(day, scope);
  return { scope, unit, counted, limit, held: day.held.get(scope) ?? 0, tripped: counted >= limit };
};

const agenciesOf = ({ counted, held }: Day): readonly AgencyCode[] =>
  [...new Set([...counted.keys(), ...held.keys()])]
    .flatMap((scope) => (scope.startsWith('agency:') ? [scope.slice('agency:'.length) as AgencyCode] : []))
    .sort();

/** Every limit as it stands today: the installation's, those of agencies that sent something, of phones together; and carriers that ever failed. */
export const listLimits =
  ({ days, breakers, limits }: LimitPorts) =>
  async (now: Instant): Promise<readonly LimitState[]> => {
    const [day, fared] = await Promise.all([days.read(vietNamDate(now)), breakers.all()]);
    const agencies = agenciesOf(day).map((code) => stateOf(day, agencyScope(code), 'messages', limits.ofAgencyADay));
    const carriers = [...fared].map(([name, breaker]): LimitState => {
      const percent = percentAt(breaker, now);
      const scope = `carrier:${name}`;
      return { scope, unit: 'percent', counted: percent, limit: 100, held: 0, tripped: percent < 100 };
    });
    const phones: LimitState = {
      scope: 'recipient',
      unit: 'messages',
      held: day.held.get('recipient') ?? 0,
      tripped: false,
    };
    return [stateOf(day, 'installation', 'vnd', limits.spendADayVnd), phones, ...agencies, ...carriers];
  };

/** Has a limit begin anew for the rest of the day, or a carrier given its whole share at once; what waits for it goes on by itself. */
export const resetLimit =
  (ports: LimitPorts) =>
  async (
    scope: ResettableScope,
    { token, reason, by }: ResetInput & { readonly token: string },
    now: Instant,
  ): Promise<Result<LimitState>> => {
    const stateNow = async () => (await listLimits(ports)(now)).find((state) => state.scope === scope);
    if (!(await stateNow())) return fail({ kind: 'not_found', what: 'limit' });
    const date = vietNamDate(now);
    const from = (await ports.days.read(date)).counted.get(scope) ?? 0;
    await ports.days.reset(date, { scope, token, from, reason, by, at: now });
    if (scope.startsWith('carrier:')) await ports.breakers.heal(scope.slice('carrier:'.length));
    const after = await stateNow();
    return after ? ok(after) : fail({ kind: 'not_found', what: 'limit' });
  };
