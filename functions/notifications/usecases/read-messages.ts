import { type Caller, mayActFor, partIn, refusalOf, scopesOf } from '../../../shared/kernel/callers.ts';
import type { DossierCard } from '../../../shared/kernel/dossier-card.ts';
import type { AgencyCode, DossierCode, MessageId } from '../../../shared/kernel/ids.ts';
import type { ListPage } from '../../../shared/kernel/paging.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { Message } from '../domain/message.ts';
import { type ListedState, listsOf } from '../domain/message-query.ts';
import { stateOf } from '../domain/message-state.ts';
import { isForStaff, templateOf } from '../domain/notice.ts';
import type { AgencyReader, DossierCardReader, MessageLedger, MessageLists } from '../ports.ts';
import type { ReadMessage } from './message-view.ts';

/** What reading messages needs from outside. */
export interface ReadPorts {
  readonly ledger: Pick<MessageLedger, 'message'>;
  readonly lists: MessageLists;
  readonly cards: DossierCardReader;
  readonly agencies: AgencyReader;
}

/** A message with what is shown beside it. */
const shown = async (
  { agencies }: Pick<ReadPorts, 'agencies'>,
  message: Message,
  card: DossierCard | undefined,
): Promise<ReadMessage> => {
  const { agencyCode, notice, seat = 0 } = message.intent;
  return {
    message,
    card,
    quietHours: (await agencies.named(agencyCode)).quietHours,
    staffAddress: isForStaff(notice) ? (await agencies.staffAddresses(agencyCode))[seat] : undefined,
  };
};

/** A message with its dossier's card; `not_found` where the caller may not know of it. */
export const readMessage =
  (ports: Pick<ReadPorts, 'ledger' | 'cards' | 'agencies'>) =>
  async (messageId: MessageId, caller: Caller): Promise<Result<ReadMessage>> => {
    const message = await ports.ledger.message(messageId);
    if (!message) return fail({ kind: 'not_found', what: 'message' });
    const card = await ports.cards.read(message.intent.dossierCode);
    const refusal = refusalOf(partIn(caller, card ?? message.intent), 'read', 'message');
    return refusal ? fail(refusal) : ok(await shown(ports, message, card));
  };

/** The messages about a dossier, oldest first; one that was intended a moment ago may be missing. */
export const listDossierMessages =
  (ports: ReadPorts) =>
  async (dossierCode: DossierCode, caller: Caller): Promise<Result<readonly ReadMessage[]>> => {
    const card = await ports.cards.read(dossierCode);
    if (!card) return fail({ kind: 'not_found', what: 'dossier' });
    const refusal = refusalOf(partIn(caller, card), 'read', 'dossier');
    if (refusal) return fail(refusal);
    const ids = await ports.lists.ofDossier(dossierCode);
    const messages = await Promise.all(ids.map((messageId) => ports.ledger.message(messageId)));
    return ok(await Promise.all(messages.flatMap((message) => (message ? [shown(ports, message, card)] : []))));
  };

/** What is asked of the list of messages. */
export interface MessagesWanted {
  readonly caller: Caller;
  readonly states: readonly ListedState[];
  readonly agencyCode: AgencyCode | undefined;
  readonly template: string | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

/**
 * Messages that did not simply arrive, of the agencies that the caller acts for, by agency, oldest first; each as it is now, so that a
 * page may hold fewer than were asked for.
 */
export const listMessages =
  (ports: ReadPorts) =>
  async (wanted: MessagesWanted, now: Instant): Promise<Result<ListPage<ReadMessage>>> => {
    const { caller, states, agencyCode, template, after, limit } = wanted;
    if (agencyCode !== undefined && !mayActFor(caller, [agencyCode]))
      return fail({ kind: 'not_found', what: 'agency' });
    const scopes = agencyCode === undefined ? scopesOf(caller) : [agencyCode];
    const troubles = [...new Set(states.flatMap(listsOf))];
    const pages = await Promise.all(
      scopes.flatMap((scope) =>
        troubles.map((trouble) => ports.lists.page({ trouble, agencyCode: scope, after, limit: limit + 1 })),
      ),
    );
    const places = [...new Map(pages.flat().map((place) => [place.key, place])).values()]
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .slice(0, limit);
    const messages = await Promise.all(places.map(({ messageId }) => ports.ledger.message(messageId)));
    const ofTemplate = messages.flatMap((message) =>
      message && (template === undefined || template === templateOf(message.intent.notice)) ? [message] : [],
    );
    const read = await Promise.all(
      ofTemplate.map(async (message) => shown(ports, message, await ports.cards.read(message.intent.dossierCode))),
    );
    const items = read.filter(({ message, quietHours }) =>
      states.some((state) => state === stateOf(message, now, quietHours)),
    );
    const hasMore = pages.flat().length > places.length;
    return ok({ items, after: hasMore ? places.at(-1)?.key : undefined });
  };
