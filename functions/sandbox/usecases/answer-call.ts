import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { KnownOrder, PlayedRequest, ServerAnswer } from '../ports.ts';
import { type AccountPorts, findAccount } from './find-account.ts';

/** A call of a merchant's server at a path of the provider's own, about an order. */
export interface Call extends Pick<KnownOrder, 'reference' | 'payPage' | 'now'> {
  readonly provider: string;
  readonly path: string;
  readonly request: PlayedRequest;
}

/** Answers a merchant's server in the provider's own words, and keeps the order that it creates; `not_found` where the product opened no such order. */
export const answerCall =
  (ports: AccountPorts) =>
  async ({ provider: name, path, request, ...about }: Call): Promise<Result<ServerAnswer>> => {
    const found = await findAccount(ports)(name, about.reference, about.now);
    if (!found.ok) return found;
    const { provider, order } = found.value;
    const deeds = await ports.deeds.of(name, about.reference);
    const taken = order && 'code' in order ? undefined : order;
    const answer = provider.answer(path, request, { ...about, order: taken, deeds });
    if (answer.creates) await ports.created.keep(name, answer.creates);
    return ok(answer);
  };
