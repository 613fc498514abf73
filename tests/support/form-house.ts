import { formLinksAt } from '../../functions/dossiers/adapters/form-links.ts';
import { linkForm, makeForm } from '../../functions/dossiers/usecases/make-form.ts';
import type { Caller } from '../../shared/kernel/callers.ts';
import type { FormNumber } from '../../shared/kernel/forms/form.ts';
import type { Paper } from '../../shared/kernel/forms/paper.ts';
import { agencyDirectoryIn } from '../../shared/platform/agency-directory.ts';
import { pepperFrom } from '../../shared/platform/pepper.ts';
import { backOffice, CODE, dossierHouse } from './dossier-house.ts';

/** The dossiers' house with what makes forms; `papers` has each that was drawn. */
export const formHouse = (house = dossierHouse()) => {
  const papers: Paper[] = [];
  const ports = {
    ...house.ports,
    formLinks: formLinksAt(pepperFrom('a pepper for tests, 32 characters or more'), 'https://motcua.test'),
    agencies: agencyDirectoryIn(house.installation, () => house.clock.now),
    draw: async (paper: Paper) => {
      papers.push(paper);
      return new Uint8Array();
    },
  };
  const link = (form: FormNumber, caller: Caller = backOffice) => linkForm(ports)(caller, CODE, form, house.clock.now);
  const follow = (url: string) => {
    const [key = '', form = ''] = url.split('/').reverse();
    return makeForm(ports)(CODE, form as FormNumber, key, house.clock.now);
  };
  return {
    ...house,
    ports,
    link,
    follow,
    /** A form as paper; throws where there is none. */
    async paper(form: FormNumber): Promise<Paper> {
      const url = await link(form);
      if (!url.ok) throw new Error(url.failure.kind);
      const made = await follow(url.value);
      const paper = papers.at(-1);
      if (!made.ok || !paper) throw new Error('not made');
      return paper;
    },
  };
};
