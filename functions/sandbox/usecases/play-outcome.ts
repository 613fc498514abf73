import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Outcome } from '../domain/outcomes.ts';
import type { NoticeAnswer, Transfers, UntoldTransfers, WebhookCaller } from '../ports.ts';
import { deliverNotice } from './deliver-notice.ts';
import { type AccountPorts, findAccount } from './find-account.ts';
import { untoldTransfers } from './untold-transfers.ts';

/** What playing an outcome needs from outside. */
export interface PlayPorts extends AccountPorts {
  readonly webhooks: WebhookCaller;
  readonly transfers: Transfers;
}

/** What was done: every answer of the merchant's webhook in order (undefined: none came), and where the payer goes back to. */
export interface Played {
  readonly reference: string;
  readonly outcome: Outcome;
  readonly answers: readonly (NoticeAnswer | undefined)[];
  readonly returnUrl: string | undefined;
  readonly waits: boolean;
  readonly untold: UntoldTransfers | undefined;
}

/** Does what a person, or a fault, does to an order on its provider's page, and keeps it for whoever asks the provider. The same outcome again sends the same notices again. */
export const playOutcome = (ports: PlayPorts) => {
  const deliver = deliverNotice(ports.webhooks);

  return async (providerName: string, reference: string, outcome: Outcome, now: number): Promise<Result<Played>> => {
    const found = await findAccount(ports)(providerName, reference, now);
    if (!found.ok) return found;
    const { account, provider, order } = found.value;
    if (!order) return fail({ kind: 'not_found', what: 'order' });
    if ('code' in order) return fail({ kind: 'not_allowed_now', detail: `the order was not taken: ${order.code}` });
    // A provider knows before it tells: whoever asks it while a notice is under way hears the same.
    await ports.deeds.keep(providerName, reference, { deed: outcome, at: now });
    const { notices, returnUrl, waits, transfers = [] } = provider.play(order, outcome, now);
    for (const transfer of transfers) await ports.transfers.keep(transfer);
    const answers: (NoticeAnswer | undefined)[] = [];
    for (const notice of notices) answers.push(...(await deliver(provider, account.webhookUrl, notice)));
    const untold = await untoldTransfers(ports)(found.value, reference);
    return ok({ reference, outcome, answers, returnUrl, waits, untold });
  };
};
