import * as z from 'zod';
import { namedInLog } from '../../../shared/kernel/callers.ts';
import { formNumbers } from '../../../shared/kernel/forms/form.ts';
import { DossierCode } from '../../../shared/kernel/ids.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { keptCode, pathCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import type { dossierFormsContract } from '../contract.ts';
import type { FormPorts } from '../ports.ts';
import { linkForm, makeForm } from '../usecases/make-form.ts';

type Routes = RouteHandlers<(typeof dossierFormsContract)['routes']>;

const existing = keptCode('dossierCode', DossierCode);
const form = pathCode('form', z.enum(formNumbers));

/** The forms of dossiers: an address for who may have one, and the file for whoever comes with it. */
export const formRoutes = (ports: () => Promise<FormPorts>): Routes => ({
  readForm: taking([existing, form], async ({ caller, now }, answer, dossierCode, number) => {
    const url = await linkForm(await ports())(caller, dossierCode, number, now);
    if (!url.ok) return answer(url);
    logEvent('form_read', { ...namedInLog(caller), dossierCode, form: number });
    return { status: 302, headers: { Location: url.value } };
  }),
  fetchForm: taking([existing, form], async ({ pathParameters, now }, answer, dossierCode, number) => {
    const pdf = await makeForm(await ports())(dossierCode, number, pathParameters.key ?? '', now);
    if (!pdf.ok) return answer(pdf);
    logEvent('form_fetched', { dossierCode, form: number });
    const disposition = `inline; filename="${dossierCode}-${number}.pdf"`;
    const headers = { 'Content-Type': 'application/pdf', 'Content-Disposition': disposition };
    return { status: 200, bytes: pdf.value, headers };
  }),
});
