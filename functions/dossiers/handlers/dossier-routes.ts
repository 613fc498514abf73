import { namedInLog } from '../../../shared/kernel/callers.ts';
import { DossierCode } from '../../../shared/kernel/ids.ts';
import { answerWith } from '../../../shared/platform/http-answer.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, pathCode } from '../../../shared/platform/http-request.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import type { dossiersApiContract } from '../contract.ts';
import { BackOfficeEvent } from '../domain/back-office-event.ts';
import { Erasure } from '../domain/erasure.ts';
import { Registration } from '../domain/registration.ts';
import type { ErasureLog, TellingPorts } from '../ports.ts';
import { erasePersonalData } from '../usecases/erase-personal-data.ts';
import { readDossier } from '../usecases/read-dossier.ts';
import { recordEvent } from '../usecases/record-event.ts';
import { registerDossier } from '../usecases/register-dossier.ts';

type Routes = Pick<
  RouteHandlers<(typeof dossiersApiContract)['routes']>,
  'registerDossier' | 'readDossier' | 'recordEvent' | 'erasePersonalData'
>;

/** The routes of dossiers themselves: registering, reading, telling what happened, erasing. */
export const dossierRoutes = (ports: () => Promise<TellingPorts & { readonly erasures: ErasureLog }>): Routes => ({
  async registerDossier(request) {
    const answer = answerWith(request.requestId);
    const dossierCode = pathCode(request, 'dossierCode', DossierCode);
    if (!dossierCode.ok) return answer(dossierCode);
    const body = jsonBody(request, Registration);
    if (!body.ok) return answer(body);
    const register = registerDossier(await ports());
    const registered = await register({ ...request, dossierCode: dossierCode.value, registration: body.value });
    return answer(registered, registered.ok && registered.value.created ? 201 : 200, ({ dossier }) => dossier);
  },
  async readDossier(request) {
    const answer = answerWith(request.requestId);
    const dossierCode = pathCode(request, 'dossierCode', DossierCode);
    if (!dossierCode.ok) return answer(dossierCode);
    logEvent('dossier_read', { ...namedInLog(request.caller), dossierCode: dossierCode.value });
    return answer(await readDossier(await ports())(request.caller, dossierCode.value, request.now));
  },
  async recordEvent(request) {
    const answer = answerWith(request.requestId);
    const dossierCode = pathCode(request, 'dossierCode', DossierCode);
    if (!dossierCode.ok) return answer(dossierCode);
    const body = jsonBody(request, BackOfficeEvent);
    if (!body.ok) return answer(body);
    const record = recordEvent(await ports());
    return answer(await record({ ...request, dossierCode: dossierCode.value, event: body.value }));
  },
  async erasePersonalData(request) {
    const answer = answerWith(request.requestId);
    const dossierCode = pathCode(request, 'dossierCode', DossierCode);
    if (!dossierCode.ok) return answer(dossierCode);
    const body = jsonBody(request, Erasure);
    if (!body.ok) return answer(body);
    logEvent('personal_data_erased', { ...namedInLog(request.caller), dossierCode: dossierCode.value });
    const erase = erasePersonalData(await ports());
    return answer(await erase({ ...request, dossierCode: dossierCode.value, erasure: body.value }), 202);
  },
});
