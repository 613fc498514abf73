import { DossierCode } from '../../../shared/kernel/ids.ts';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { apiKeysIn } from '../../../shared/platform/api-keys.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { answerWith } from '../../../shared/platform/http-answer.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { jsonBody, pathCode } from '../../../shared/platform/http-request.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import { deadlineIndex } from '../adapters/deadline-index.ts';
import { dossiersApiContract } from '../contract.ts';
import { BackOfficeEvent } from '../domain/back-office-event.ts';
import { Registration } from '../domain/registration.ts';
import { readDossier } from '../usecases/read-dossier.ts';
import { recordEvent } from '../usecases/record-event.ts';
import { registerDossier } from '../usecases/register-dossier.ts';
import { deadlineRoutes } from './deadline-routes.ts';
import { dossierPorts } from './wiring.ts';

const env = readEnv(dossiersApiContract);
const table = openTables();
const dossiers = table(env.dossiersTable);
const ports = dossierPorts(dossiers, env.pepper, env.publicOrigin);

/** Dossiers, deadlines and calendars for portals and back offices. */
export const handler = apiHandler(
  dossiersApiContract.routes,
  {
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
      logEvent('dossier_read', { keyId: request.caller.keyId, dossierCode: dossierCode.value });
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
    ...deadlineRoutes({ index: deadlineIndex(dossiers), calendar: officialCalendar }),
  },
  { keys: apiKeysIn(table(env.installationTable), systemClock), now: systemClock, publicOrigin: env.publicOrigin },
);
