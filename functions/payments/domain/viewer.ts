import { type Caller, type Deed, partIn, type Responsible, refusalOf } from '../../../shared/kernel/callers.ts';
import type { Failure } from '../../../shared/kernel/failures.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';

/** Who asks: a caller, or the holder of one dossier's citizen link. */
export type Viewer = Caller | { readonly dossierCode: DossierCode };

/**
 * Why the viewer may not do something to a payment; undefined where it may. Fees are the deciding agency's alone: its counter
 * only reads them. A citizen may do to the fees of the own dossier whatever is offered to citizens.
 */
export const refusalTo = (
  viewer: Viewer,
  deed: Exclude<Deed, 'receive'>,
  about: Responsible & { readonly dossierCode: DossierCode },
): Failure | undefined => {
  if (!('dossierCode' in viewer)) return refusalOf(partIn(viewer, about), deed, 'payment');
  return viewer.dossierCode === about.dossierCode ? undefined : { kind: 'not_found', what: 'payment' };
};

/** Why a caller may not decide about a payment's money; undefined where it may: operators, and the back office of the deciding agency. */
export const refusalToMoneyWork = (
  caller: Caller,
  about: Responsible & { readonly dossierCode: DossierCode },
): Failure | undefined => (caller.permission === 'operator' ? undefined : refusalTo(caller, 'decide', about));
