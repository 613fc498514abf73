import { namedInLog } from '../../../shared/kernel/callers.ts';
import { Preferences } from '../../../shared/kernel/dossier-card.ts';
import { DossierCode } from '../../../shared/kernel/ids.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, keptCode, pathCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import type { dossiersApiContract } from '../contract.ts';
import { BackOfficeEvent } from '../domain/back-office-event.ts';
import { Erasure } from '../domain/erasure.ts';
import { Registration } from '../domain/registration.ts';
import type { ErasureLog, RegisteringPorts } from '../ports.ts';
import { putPreferences, readPreferences } from '../usecases/choose-preferences.ts';
import { erasePersonalData } from '../usecases/erase-personal-data.ts';
import { readDossier } from '../usecases/read-dossier.ts';
import { recordEvent } from '../usecases/record-event.ts';
import { registerDossier } from '../usecases/register-dossier.ts';

type Routes = Pick<
  RouteHandlers<(typeof dossiersApiContract)['routes']>,
  'registerDossier' | 'readDossier' | 'readPreferences' | 'putPreferences' | 'recordEvent' | 'erasePersonalData'
>;

const existing = keptCode('dossierCode', DossierCode);

/** The routes of dossiers themselves: registering, reading, telling what happened, erasing. */
export const dossierRoutes = (ports: () => Promise<RegisteringPorts & { readonly erasures: ErasureLog }>): Routes => ({
  registerDossier: taking(
    [pathCode('dossierCode', DossierCode), jsonBody(Registration)],
    async (request, answer, dossierCode, registration) => {
      const registered = await registerDossier(await ports())({ ...request, dossierCode, registration });
      return answer(registered, registered.ok && registered.value.created ? 201 : 200, ({ dossier }) => dossier);
    },
  ),
  readDossier: taking([existing], async ({ caller, now }, answer, dossierCode) => {
    const read = await readDossier(await ports())(caller, dossierCode, now);
    if (read.ok) logEvent('dossier_read', { ...namedInLog(caller), dossierCode });
    return answer(read);
  }),
  readPreferences: taking([existing], async ({ caller }, answer, dossierCode) => {
    const read = await readPreferences(await ports())(caller, dossierCode);
    if (read.ok) logEvent('dossier_read', { ...namedInLog(caller), dossierCode });
    return answer(read);
  }),
  putPreferences: taking([existing, jsonBody(Preferences)], async (request, answer, dossierCode, preferences) => {
    const put = await putPreferences(await ports())({ ...request, dossierCode, preferences });
    if (put.ok) logEvent('preferences_chosen', { ...namedInLog(request.caller), dossierCode });
    return answer(put);
  }),
  recordEvent: taking([existing, jsonBody(BackOfficeEvent)], async (request, answer, dossierCode, event) =>
    answer(await recordEvent(await ports())({ ...request, dossierCode, event })),
  ),
  erasePersonalData: taking([existing, jsonBody(Erasure)], async (request, answer, dossierCode, erasure) => {
    const erased = await erasePersonalData(await ports())({ ...request, dossierCode, erasure });
    if (erased.ok) logEvent('personal_data_erased', { ...namedInLog(request.caller), dossierCode });
    return answer(erased, 202);
  }),
});
