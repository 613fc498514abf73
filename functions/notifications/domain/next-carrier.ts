import type { Leg } from './message.ts';

/** What decides which carrier has the next leg. */
export interface Candidate {
  readonly name: string;
  /** How often it is asked about one message before the next carrier is. */
  readonly tries: number;
}

type Asked = Pick<Leg, 'carrier' | 'fault' | 'status'>;

/** How often a carrier was asked. */
export const triesOf = (legs: readonly Asked[], name: string): number =>
  legs.filter(({ carrier }) => carrier === name).length;

const isSpent = (legs: readonly Asked[], { name, tries }: Candidate): boolean =>
  triesOf(legs, name) >= tries || legs.findLast(({ carrier }) => carrier === name)?.fault === 'configuration';

/** A carrier that may have the message already, since it never said what became of a leg, is the only one that may be asked again. */
const eligible = <C extends Candidate>(legs: readonly Asked[], carriers: readonly C[]): readonly C[] => {
  const silent = legs.find(({ status }) => status === 'begun');
  return silent ? carriers.filter(({ name }) => name === silent.carrier) : carriers;
};

/** The most legs that a message has: with what is said of each it stays well below what an aggregate may hold. */
const MAX_LEGS = 200;

/**
 * Whether a message is tried on though no carrier has tries left: one of them was only busy when it was asked last, and may have come back
 * by the next time. False where all of them wait for an operator.
 */
export const isTriedOn = (legs: readonly Asked[], carriers: readonly Candidate[]): boolean =>
  legs.length < MAX_LEGS &&
  eligible(legs, carriers).some(
    ({ name }) => legs.findLast(({ carrier }) => carrier === name)?.fault !== 'configuration',
  );

/** The first carrier in their order that has tries left and does not wait for its operator; undefined where there is none. */
export const carrierLeft = <C extends Candidate>(legs: readonly Asked[], carriers: readonly C[]): C | undefined =>
  eligible(legs, carriers).find((carrier) => !isSpent(legs, carrier));

/**
 * The carrier of the leg after those that are known: one that is left or, once a person has the message sent again, the one that was
 * asked the longest ago. Undefined where no carrier may be asked.
 */
export const nextCarrier = <C extends Candidate>(legs: readonly Asked[], carriers: readonly C[]): C | undefined => {
  const lastAsked = ({ name }: C): number => legs.findLastIndex(({ carrier }) => carrier === name);
  return carrierLeft(legs, carriers) ?? eligible(legs, carriers).toSorted((a, b) => lastAsked(a) - lastAsked(b))[0];
};
