import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type AccountPorts, findAccount, orderOf } from './find-account.ts';

/** Answers a merchant that asks a provider about an order, in the provider's own words; `not_found` where the product opened no such order. */
export const answerQuestion =
  (ports: AccountPorts) =>
  async (providerName: string, reference: string, question: unknown): Promise<Result<unknown>> => {
    const found = await findAccount(ports)(providerName, reference);
    if (!found.ok) return found;
    const order = orderOf(found.value);
    if ('code' in order) return fail({ kind: 'not_found', what: 'order' });
    return ok(found.value.provider.answer(question, order, await ports.deeds.of(providerName, reference)));
  };
