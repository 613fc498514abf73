import { ok, type Result } from '../../../shared/kernel/result.ts';
import { endOfRefund, outcomeAt, refundNumber } from '../domain/refunds.ts';
import type { KnownOrder, PlayedRequest, ServerAnswer } from '../ports.ts';
import { type AccountPorts, findAccount } from './find-account.ts';

/** A call of a merchant's server at a path of the provider's own, about an order. */
export interface Call extends Pick<KnownOrder, 'reference' | 'payPage' | 'now'> {
  readonly provider: string;
  readonly path: string;
  readonly request: PlayedRequest;
  /** What the merchant calls the refund that it is about, where a call about that may name no order. */
  readonly refund?: string | undefined;
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
    folder
      ?.account(credentials)
      .answer(path, request, { ...about, order: undefined, deeds: [], refunds: [], refundOutcome: 'done' }),
  );
  const answer = answers.find((each) => each && !each.toStranger) ?? answers[0];
  return answer?.creates ? undefined : answer;
}

/** A provider that is down. */
const DOWN: ServerAnswer = { status: 503, text: 'down' };

/**
 * Answers a merchant's server in the provider's own words, and keeps the order that it creates and the refund that it asks for, of orders
 * that the product opened.
 */
export const answerCall =
  (ports: AccountPorts) =>
  async (call: Call): Promise<Result<ServerAnswer>> => {
    const { provider: name, path, request, refund, ...about } = call;
    const { reference, now } = about;
    const found = await findAccount(ports)(name, reference, now);
    if (!found.ok) {
      const answer = await answerWithoutOrder(ports, call);
      return answer ? ok(answer) : found;
    }
    const { provider, order } = found.value;
    const { asked, chosen } = await ports.refunds.of(name, reference);
    const refundOutcome = outcomeAt(chosen, now);
    if (refundOutcome === 'down') {
      if (refund !== undefined) await ports.refunds.miss(name, reference, refund);
      return ok(DOWN);
    }
    const refunds = asked.map((each) => ({
      ...each,
      number: refundNumber(each.reference),
      state: endOfRefund(chosen, each.at),
    }));
    const deeds = await ports.deeds.of(name, reference);
    const taken = order && 'code' in order ? undefined : order;
    const known = { ...about, order: taken, deeds, refunds, refundOutcome };
    const answer = provider.answer(path, request, known);
    if (answer.creates) await ports.created.keep(name, answer.creates);
    if (answer.refunds) await ports.refunds.keep(name, reference, { ...answer.refunds, at: now });
    return ok(answer);
  };
