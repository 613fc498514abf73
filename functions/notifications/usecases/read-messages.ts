import { type Caller, mayActFor, partIn, refusalOf, scopesOf } from '../../../shared/kernel/callers.ts';
import type { AgencyCode, DossierCode, MessageId } from '../../../shared/kernel/ids.ts';
import type { ListPage } from '../../../shared/kernel/paging.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { type ListedState, listsOf } from '../domain/message-query.ts';
import { stateOf } from '../domain/message-state.ts';
import { templateOf } from '../domain/notice.ts';
import type { DossierCardReader, MessageLedger, MessageLists } from '../ports.ts';
import type { ReadMessage } from './message-view.ts';

/** What reading messages needs from outside. */
export interface ReadPorts {
  readonly ledger: Pick<MessageLedger, 'message'>;
  readonly lists: MessageLists;
  readonly cards: DossierCardReader;
}

/** A message with its dossier's card; `not_found` where the caller may not know of it. */
export const readMessage =
  ({ ledger, cards }: Pick<ReadPorts, 'ledger' | 'cards'>) =>
  async (messageId: MessageId, caller: Caller): Promise<Result<ReadMessage>> => {
    const message = await ledger.message(messageId);
    if (!message) return fail({ kind: 'not_found', what: 'message' });
    const card = await cards.read(message.intent.dossierCode);
    const refusal = refusalOf(partIn(caller, card ?? message.intent), 'read', 'message');
    return refusal ? fail(refusal) : ok({ message, card });
  };

/** The messages about a dossier, oldest first; one that was intended a moment ago may be missing. */
export const listDossierMessages =
  ({ ledger, lists, cards }: ReadPorts) =>
  async (dossierCode: DossierCode, caller: Caller): Promise<Result<readonly ReadMessage[]>> => {
    const card = await cards.read(dossierCode);
    if (!card) return fail({ kind: 'not_found', what: 'dossier' });
    const refusal = refusalOf(partIn(caller, card), 'read', 'dossier');
    if (refusal) return fail(refusal);
    const ids = await lists.ofDossier(dossierCode);
    const messages = await Promise.all(ids.map((messageId) => ledger.message(messageId)));
    return ok(messages.flatMap((message) => (message ? [{ message, card }] : [])));
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
  ({ ledger, lists, cards }: ReadPorts) =>
  async (wanted: MessagesWanted, now: Instant): Promise<Result<ListPage<ReadMessage>>> => {
    const { caller, states, agencyCode, template, after, limit } = wanted;
    if (agencyCode !== undefined && !mayActFor(caller, [agencyCode]))
      return fail({ kind: 'not_found', what: 'agency' });
    const scopes = agencyCode === undefined ? scopesOf(caller) : [agencyCode];
    const troubles = [...new Set(states.flatMap(listsOf))];
    const pages = await Promise.all(
      scopes.flatMap((scope) =>
        troubles.map((trouble) => lists.page({ trouble, agencyCode: scope, after, limit: limit + 1 })),
      ),
    );
    const places = [...new Map(pages.flat().map((place) => [place.key, place])).values()]
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .slice(0, limit);
    const messages = await Promise.all(places.map(({ messageId }) => ledger.message(messageId)));
    const found = messages.filter(
      (message) =>
        message !== undefined &&
        states.some((state) => state === stateOf(message, now)) &&
        (template === undefined || template === templateOf(message.intent.notice)),
    );
    const items = await Promise.all(
      found.flatMap((message) =>
        message ? [cards.read(message.intent.dossierCode).then((card) => ({ message, card }))] : [],
      ),
    );
    const hasMore = pages.flat().length > places.length;
    return ok({ items, after: hasMore ? places.at(-1)?.key : undefined });
  };
