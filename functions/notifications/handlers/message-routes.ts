import { namedInLog, recordedBy } from '../../../shared/kernel/callers.ts';
import { DossierCode, madeId } from '../../../shared/kernel/ids.ts';
import { pageView } from '../../../shared/kernel/paging.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { idempotencyKey, jsonBody, keptCode, queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import { type Pepper, postToken } from '../../../shared/platform/pepper.ts';
import type { messagesApiContract } from '../contract.ts';
import { MessageQuery } from '../domain/message-query.ts';
import { messageView } from '../usecases/message-view.ts';
import { listDossierMessages, listMessages, type ReadPorts, readMessage } from '../usecases/read-messages.ts';
import { ResendInput, type ResendPorts, resendMessage } from '../usecases/resend-message.ts';

/** What the routes need of their surroundings. */
export interface MessageRoutePorts extends ReadPorts, ResendPorts {
  readonly ledger: ReadPorts['ledger'] & ResendPorts['ledger'];
  readonly pepper: () => Promise<Pepper>;
}

type Routes = Pick<
  RouteHandlers<(typeof messagesApiContract)['routes']>,
  'listDossierMessages' | 'readMessage' | 'resendMessage' | 'listMessages'
>;

/** The routes by which back offices and operators see what became of messages, and have one sent again. */
export const messageRoutes = (ports: MessageRoutePorts): Routes => ({
  listDossierMessages: taking(
    [keptCode('dossierCode', DossierCode)],
    async ({ caller, now, requestId }, answer, dossierCode) => {
      const listed = await listDossierMessages(ports)(dossierCode, caller);
      if (listed.ok) logEvent('messages_read', { requestId, ...namedInLog(caller), dossierCode });
      return answer(listed, 200, (messages) => ({ items: messages.map((each) => messageView(each, now)) }));
    },
  ),
  readMessage: taking([keptCode('messageId', madeId('msg'))], async ({ caller, now, requestId }, answer, messageId) => {
    const read = await readMessage(ports)(messageId, caller);
    if (read.ok) logEvent('messages_read', { requestId, ...namedInLog(caller), aggregate: messageId });
    return answer(read, 200, (found) => messageView(found, now));
  }),
  resendMessage: taking(
    [keptCode('messageId', madeId('msg')), idempotencyKey, jsonBody(ResendInput)],
    async ({ caller, now, requestId }, answer, messageId, key, input) => {
      const token = postToken(await ports.pepper(), 'resend', messageId, key);
      const asked = { messageId, token, caller, now, ...input };
      const sent = await resendMessage(ports)(asked, recordedBy(caller, requestId));
      return answer(sent, 202, (found) => messageView(found, now));
    },
  ),
  listMessages: taking([queryOf(MessageQuery)], async ({ caller, now, requestId }, answer, query) => {
    const { state: states, agency: agencyCode, template, cursor: after, limit } = query;
    const listed = await listMessages(ports)({ caller, states, agencyCode, template, after, limit }, now);
    if (listed.ok) logEvent('messages_read', { requestId, ...namedInLog(caller), count: listed.value.items.length });
    return answer(listed, 200, (page) => pageView(page, (each) => messageView(each, now)));
  }),
});
