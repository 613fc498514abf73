import type { DossierCard, Preferences } from '../../../shared/kernel/dossier-card.ts';
import type { Dossier } from './dossier.ts';
import type { FactOf } from './facts.ts';

/** So often may be chosen for one dossier. Beyond it only what switches a channel off is kept, which cannot go on without end. */
export const MAX_CHOICES = 30;

/** What the person of a dossier wishes: the channels, each off unless it was said, and the language. */
export const preferencesOf = ({ notify }: Pick<DossierCard, 'notify'>): Preferences => ({
  sms: notify.sms,
  email: notify.email,
  zalo: notify.zalo ?? false,
  language: notify.language === 'en' ? 'en' : 'vi',
});

const holdsIn = (held: Readonly<Record<string, unknown>>, change: Partial<Preferences>): boolean =>
  Object.entries(change).every(([name, value]) => held[name] === value);

/**
 * Whether a choice says nothing but what holds already. What holds without the person having chosen it is news from the person, since no
 * correction changes it any more; but not where no more choices are kept.
 */
export const isKnown = (
  { card, choices }: Dossier,
  chosenBy: 'person' | 'back_office',
  change: Partial<Preferences>,
): boolean => {
  const isNewsFromPerson = chosenBy === 'person' && choices.length < MAX_CHOICES;
  return holdsIn(isNewsFromPerson ? card.chosen : preferencesOf(card), change);
};

/** Whether one more choice of a dossier is kept. */
export const isWithinLimits = ({ choices, card }: Dossier, change: Partial<Preferences>): boolean => {
  if (choices.length < MAX_CHOICES) return true;
  const before = preferencesOf(card);
  return (Object.keys(change) as (keyof Preferences)[]).every(
    (name) => change[name] === before[name] || change[name] === false,
  );
};

/**
 * A choice as the fact that is kept. Its moment is later than all that is known of the card, so that it is the last word on what it
 * names though a clock was ahead.
 */
export const choiceOf = (
  { corrections, choices }: Dossier,
  chosenBy: 'person' | 'back_office',
  notify: Partial<Preferences>,
  { now, requestId }: { readonly now: number; readonly requestId: string },
): FactOf<'details_corrected'> => {
  const occurredAt = Math.max(now, ...[...corrections, ...choices].map((known) => known.occurredAt + 1));
  // The blank keeps it apart from every eventId of a back office.
  const eventId = `choice ${occurredAt} ${requestId}`;
  return { kind: 'details_corrected', eventId, occurredAt, by: chosenBy, chosenBy, notify };
};
