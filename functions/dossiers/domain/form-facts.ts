import type { FormFacts, FormNumber, Holder } from '../../../shared/kernel/forms/form.ts';
import type { PaperFacts } from '../../../shared/kernel/forms/paper.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { type Instant, vietNamDate } from '../../../shared/kernel/time.ts';
import type { Dossier } from './dossier.ts';
import { allPromises } from './promises.ts';
import type { Move, Step } from './walk.ts';

/** Who hands a dossier over or takes it, an agency by its code. */
export type HandCode = Extract<Holder, string> | { readonly agencyCode: AgencyCode };

/** A hand-over, as a dossier's own facts know it. */
export type CodedHandOver = Omit<NonNullable<FormFacts['handOvers']>[number], 'from' | 'to'> & {
  readonly from: HandCode;
  readonly to: HandCode;
};

/** What a dossier itself says of the moment that a form tells of; what offices are called is not in it. */
export type MomentFacts = Omit<
  PaperFacts,
  'agencyName' | 'unit' | 'unitAddress' | 'contact' | 'upperUnit' | 'titles' | 'statusUrl' | 'handOvers'
> & { readonly handOvers?: readonly CodedHandOver[] };

/** The first date that was promised for the acceptance that stands. */
const firstPromise = (dossier: Dossier): Instant | undefined =>
  allPromises(dossier.promises).find(({ acceptanceId }) => acceptanceId === dossier.walk.acceptance?.id)?.promisedAt;

const lastStep = ({ walk }: Dossier, type: Move['type']): Step | undefined =>
  walk.steps.findLast(({ move, allowed }) => allowed && move.type === type);

const said = ({ at, by, note, reason, recipient }: Move) => ({ at, officer: recipient ?? by, note: reason ?? note });

const ofStep = (step: Step | undefined) => step && said(step.move);

const ofExtension = (dossier: Dossier) => {
  const extension = dossier.walk.extensions.at(-1);
  if (!extension) return undefined;
  const promises = allPromises(dossier.promises);
  const index = promises.findIndex(({ extensionId }) => extensionId === extension.id);
  return {
    ...said(extension),
    promisedAt: promises[index]?.promisedAt ?? extension.newDueAt,
    insteadOf: (index < 0 ? promises.findLast(({ at }) => at <= extension.at) : promises[index - 1])?.promisedAt,
  };
};

const ofStop = (dossier: Dossier) => {
  const step = lastStep(dossier, 'stopped');
  const asked = lastStep(dossier, 'withdrawal_requested');
  return step && { ...said(step.move), stage: step.from, stopAskedAt: step.from === 7 ? asked?.move.at : undefined };
};

/** How the end of the work kept the promised date: by the day, and by the moment where the term counts hours. */
const keptBy = (at: Instant, { promises: { standing }, clockInput: { timeLimit } }: Dossier) => {
  if (!standing) return undefined;
  const { promisedAt } = standing;
  if (timeLimit.unit === 'working_hours') return at > promisedAt ? 'after' : at === promisedAt ? 'on' : 'before';
  const [day, promised] = [vietNamDate(at), vietNamDate(promisedAt)];
  return day > promised ? 'after' : day === promised ? 'on' : 'before';
};

/** From whom to whom the steps lead that hand a dossier over: taken in, handed over, put to work, finished, returned. */
const handsOf = (
  { type, toAgencyCode }: Move,
  { agencyCode }: Dossier['registered'],
  holder: HandCode,
): Pick<CodedHandOver, 'from' | 'to'> | undefined => {
  switch (type) {
    case 'accepted':
      return { from: 'person', to: 'unit' };
    case 'handed_over':
      return toAgencyCode === undefined ? undefined : { from: holder, to: { agencyCode: toAgencyCode as AgencyCode } };
    case 'processing_started':
      return holder === 'unit' ? { from: holder, to: { agencyCode } } : undefined;
    case 'finished':
      return { from: holder === 'unit' ? { agencyCode } : holder, to: 'unit' };
    case 'returned':
      return { from: 'unit', to: 'person' };
    default:
      return undefined;
  }
};

const handOversOf = (dossier: Dossier): readonly CodedHandOver[] => {
  let holder: HandCode = 'person';
  const handOvers: CodedHandOver[] = [];
  for (const { move, allowed } of dossier.walk.steps) {
    const hands: ReturnType<typeof handsOf> = allowed ? handsOf(move, dossier.registered, holder) : undefined;
    if (!hands) continue;
    const { at, officer, note } = said(move);
    const kept = move.type === 'finished' ? keptBy(at, dossier) : undefined;
    handOvers.push({ ...hands, at, note, officer: move.origin === 'system' ? undefined : officer, kept });
    holder = hands.to;
  }
  return handOvers;
};

const momentOf = (dossier: Dossier, form: FormNumber) => {
  const { acceptance } = dossier.walk;
  switch (form) {
    case '01':
      return acceptance && { ...said(acceptance), promisedAt: firstPromise(dossier) };
    case '02':
      return ofStep(lastStep(dossier, 'supplement_requested'));
    case '03':
      return ofStep(lastStep(dossier, 'refused'));
    case '04':
      return ofExtension(dossier);
    case '05':
      return ofStop(dossier);
    case '06':
      return acceptance && { at: acceptance.at, promisedAt: firstPromise(dossier), handOvers: handOversOf(dossier) };
  }
};

/** What a form says of a dossier, by the moment that it tells of; undefined where there was none that stands. It does not depend on when it is asked. */
export const momentFacts = (dossier: Dossier, form: FormNumber): MomentFacts | undefined => {
  const moment = momentOf(dossier, form);
  if (!moment) return undefined;
  const { dossierCode, procedureName, applicant, authorisedPerson, components, timeLimit, resultBy } = dossier.card;
  const receivedAt = dossier.clockInput.acceptance?.receivedAt ?? dossier.receipt.receivedAt;
  const about = { dossierCode, procedureName, applicant, authorisedPerson, components, timeLimit, resultBy };
  return { ...about, receivedAt, ...moment };
};
