import type { Paper } from '../../../shared/kernel/forms/paper.ts';
import { errorFields, logEvent } from '../../../shared/platform/observability.ts';
import type { FormPapers } from '../ports.ts';

/** Forms as PDFs beside a mail. One that cannot be drawn is logged by its dossier and left out. */
export const formPapersBy = (draw: (paper: Paper) => Promise<Uint8Array>): FormPapers => ({
  async fileOf(paper, dossierCode) {
    try {
      const bytes = await draw(paper);
      return { filename: `${dossierCode}-${paper.form}.pdf`, contentType: 'application/pdf', bytes };
    } catch (error) {
      logEvent('form_not_attached', { dossierCode, form: paper.form, ...errorFields(error) });
      return undefined;
    }
  },
});
