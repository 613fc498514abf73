import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { KnownOrder, PlayedRequest, ServerAnswer } from '../ports.ts';
import { type AccountPorts, findAccount } from './find-account.ts';

/** A call of a merchant's server at a path of the provider's own, about an order. */
export interface Call extends Pick<KnownOrder, 'reference' | 'payPage' | 'now'> {
  readonly provider: string;
  readonly path: string;
  readonly request: PlayedRequest;
}

/**
 * A call about an order that the product never opened, answered as to the merchant whose credentials it bears, where there is one: that
 * there is no such order, or whatever the provider says to a stranger. Undefined where nobody is there to answer, or an order would come
 * of it.
 */
async function answerWithoutOrder(ports: AccountPorts, call: Call): Promise<ServerAnswer | undefined> {
  const { provider: name, path, request, ...about } = call;
  const folder = await ports.providers(name);
  const accounts = folder ? await ports.accounts.of(name) : [];
  const answers = accounts.map(({ credentials }) =>
    folder?.account(credentials).answer(path, request, { ...about, order: undefined, deeds: [] }),
  );
  const answer = answers.find((each) => each && !each.toStranger) ?? answers[0];
  return answer?.creates ? undefined : answer;
}

/** Answers a merchant's server in the provider's own words, and keeps the order that it creates, of those that the product opened. */
export const answerCall =
  (ports: AccountPorts) =>
  async (call: Call): Promise<Result<ServerAnswer>> => {
    const { provider: name, path, request, ...about } = call;
    const found = await findAccount(ports)(name, about.reference, about.now);
    if (!found.ok) {
      const answer = await answerWithoutOrder(ports, call);
      return answer ? ok(answer) : found;
    }
    const { provider, order } = found.value;
    const deeds = await ports.deeds.of(name, about.reference);
    const taken = order && 'code' in order ? undefined : order;
    const answer = provider.answer(path, request, { ...about, order: taken, deeds });
    if (answer.creates) await ports.created.keep(name, answer.creates);
    return ok(answer);
  };
