import { type Caller, partIn, refusalOf } from '../../../shared/kernel/callers.ts';
import type { FormNumber, Holder } from '../../../shared/kernel/forms/form.ts';
import { officesOf } from '../../../shared/kernel/forms/offices.ts';
import { paperOf } from '../../../shared/kernel/forms/paper.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { DOWNLOAD_VALID_SECONDS } from '../../../shared/kernel/presigned-urls.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Dossier } from '../domain/dossier.ts';
import { type HandCode, type MomentFacts, momentFacts } from '../domain/form-facts.ts';
import type { FormPorts } from '../ports.ts';

/** What a form says of a dossier, or why there is none: nothing personal is left of it, or no moment of the form stands. */
const factsOf = (dossier: Dossier, form: FormNumber): Result<MomentFacts> => {
  if (dossier.erased) return fail({ kind: 'personal_data_erased' });
  const facts = momentFacts(dossier, form);
  return facts ? ok(facts) : fail({ kind: 'no_such_moment', form });
};

/** An address of a form, valid for `DOWNLOAD_VALID_SECONDS`, for callers of the counter and of the agency that decides; for all others there is no such dossier. */
export const linkForm =
  ({ ledger, formLinks }: Pick<FormPorts, 'ledger' | 'formLinks'>) =>
  async (caller: Caller, dossierCode: DossierCode, form: FormNumber, now: number): Promise<Result<string>> => {
    const dossier = await ledger.read(dossierCode);
    if (!dossier) return fail({ kind: 'not_found', what: 'dossier' });
    const refusal = refusalOf(partIn(caller, dossier.card), 'read', 'dossier');
    if (refusal) return fail(refusal);
    const facts = factsOf(dossier, form);
    return facts.ok ? ok(formLinks.urlOf(dossierCode, form, now + DOWNLOAD_VALID_SECONDS * 1000)) : facts;
  };

/** A form as a PDF, for whoever has its address while that is valid. It is made anew each time and lies nowhere. */
export const makeForm =
  ({ ledger, links, formLinks, agencies, draw }: FormPorts) =>
  async (dossierCode: DossierCode, form: FormNumber, key: string, now: number): Promise<Result<Uint8Array>> => {
    const dossier = formLinks.opens(dossierCode, form, key, now) ? await ledger.read(dossierCode) : undefined;
    if (!dossier) return fail({ kind: 'not_found', what: 'form' });
    const facts = factsOf(dossier, form);
    if (!facts.ok) return facts;
    const holderOf = async (hand: HandCode): Promise<Holder> =>
      typeof hand === 'string' ? hand : { agencyName: (await agencies.named(hand.agencyCode)).name };
    const handOvers = await Promise.all(
      (facts.value.handOvers ?? []).map(async ({ from, to, ...told }) => ({
        ...told,
        from: await holderOf(from),
        to: await holderOf(to),
      })),
    );
    const offices = await officesOf(agencies.named, dossier.card);
    const statusUrl = links.urlOf(dossierCode);
    return ok(await draw(paperOf(form, { ...facts.value, ...offices, handOvers, statusUrl })));
  };
