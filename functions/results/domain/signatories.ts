import type { FactOf } from './facts.ts';
import type { PlannedSignature } from './signing-plan.ts';

/** Whose turn it is to sign as what, and how far that is on one upload. */
export interface Signatory {
  /** The signature of the plan, with the signer who was named last. */
  readonly planned: PlannedSignature;
  /** How many signers were named after the plan's. */
  readonly turn: number;
  readonly state: 'waiting' | 'asked' | 'signed' | 'refused';
  /** Why its signer will not sign. */
  readonly refused: FactOf<'signature_refused'> | undefined;
  /** The signature of its turn. */
  readonly made: FactOf<'signature_made'> | undefined;
  /** The file that lies ready for a signer elsewhere. */
  readonly prepared: FactOf<'signature_prepared'> | undefined;
  /** By what a signing service that has the order of that file is asked. */
  readonly given: FactOf<'signature_given'> | undefined;
}

/** What is known of the signatures of a result, on whatever upload. */
export interface SignatureFacts {
  readonly intended: Pick<FactOf<'intended'>, 'plan'>;
  readonly named: readonly FactOf<'signer_named'>[];
  readonly asked: readonly FactOf<'signature_asked'>[];
  readonly prepared: readonly FactOf<'signature_prepared'>[];
  /** In the order in which the service said so. */
  readonly given: readonly FactOf<'signature_given'>[];
  readonly declined: readonly FactOf<'signature_refused'>[];
  readonly made: readonly FactOf<'signature_made'>[];
}

/** Whether a person signs, who may take hours. */
export const isByPerson = ({ by }: PlannedSignature): boolean => by === 'hand' || by === 'csc';

const stateOf = ({ made, refused }: Pick<Signatory, 'made' | 'refused'>, isAsked: boolean) => {
  if (made) return 'signed';
  if (refused) return 'refused';
  return isAsked ? 'asked' : 'waiting';
};

/** The signatures of the plan on an upload, in their order. */
export const signatoriesOn = (facts: SignatureFacts, uploadVersionId: string | undefined): readonly Signatory[] =>
  facts.intended.plan.signatures.map((planned) => {
    const latest = facts.named
      .filter(({ role }) => role === planned.role)
      .reduce<FactOf<'signer_named'> | undefined>((a, b) => (a && a.turn > b.turn ? a : b), undefined);
    const turn = latest?.turn ?? 0;
    const isHere = (one: { readonly role: string; readonly uploadVersionId: string }) =>
      one.role === planned.role && one.uploadVersionId === uploadVersionId;
    const isItsTurn = (one: { readonly turn?: number | undefined }) => (one.turn ?? 0) === turn;
    const prepared = facts.prepared.find((one) => isHere(one) && isItsTurn(one));
    const known = {
      made: facts.made.find((one) => isHere(one) && (one.turn ?? turn) === turn),
      refused: facts.declined.find((one) => isHere(one) && isItsTurn(one)),
      prepared,
      given: facts.given.filter(({ order }) => order === prepared?.order).at(-1),
    };
    const signer = latest ? { ...planned, signerId: latest.signerId, by: latest.by } : planned;
    // Who signs by hand can do so once the file lies ready.
    const isAsked =
      signer.by === 'hand' ? known.prepared !== undefined : facts.asked.some((one) => isHere(one) && isItsTurn(one));
    return { planned: signer, turn, ...known, state: stateOf(known, isAsked) };
  });
