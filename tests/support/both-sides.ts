import type { CallProvider } from '../../functions/payments/adapters/provider-call.ts';
import type { Order, PaymentProvider, Verdict } from '../../functions/payments/ports.ts';
import { providersAt } from '../../functions/payments/providers/registry.ts';
import type { NoticeAnswer } from '../../functions/sandbox/ports.ts';
import { playedProviders } from '../../functions/sandbox/providers/registry.ts';
import type { KnownProvider, SampleMerchant } from '../../shared/kernel/payment-providers.ts';
import { NOW, ORIGIN, sandboxHouse } from './sandbox-house.ts';

/** A token of which a provider makes a reference. */
export const TOKEN = '0123456789abcdefghjkmnpqrs';

/** How the product answers a notice, as the provider gets it. */
export const answerOf = (provider: PaymentProvider, verdict: Verdict): NoticeAnswer => {
  const { status, json, text } = provider.answer(verdict);
  return { status, text: text ?? (json === undefined ? '' : JSON.stringify(json)) };
};

/** What becomes of a call and its answer on their way. */
export type Through = (call: () => Promise<Reply>) => Promise<Reply>;

type Reply = Awaited<ReturnType<CallProvider>>;

/** Calls of a provider, answered by the house that plays it. */
export const calling =
  (house: Awaited<ReturnType<typeof sandboxHouse>>): CallProvider =>
  async (url, { method, headers, body }) => {
    const { status, json, text } = await house.call(method, url, { body: body ?? '', headers: headers ?? {} });
    return { status, bytes: Buffer.from(text ?? JSON.stringify(json ?? '')) };
  };

/** A provider's two sides, each by its own code, over the sample merchant's account, and one order that the product opened. */
export const bothSides = async (name: KnownProvider, through: Through = (call) => call()) => {
  const file = (await import(`../../functions/sandbox/providers/${name}/sample.ts`)) as { sample: SampleMerchant };
  let secrets = 0;
  const { merchant, credentials } = file.sample(() => {
    secrets += 1;
    return String(secrets).padStart(32, 'A');
  });
  const house = await sandboxHouse({ provider: name, merchant, credentials });
  const call: CallProvider = (url, request) => through(() => calling(house)(url, request));
  const provider = await providersAt(`${ORIGIN}/sandbox`, call)(name);
  const folder = await playedProviders(name);
  if (!provider || !folder) throw new Error(`${name} is played by nobody`);
  const { manifest } = provider;
  house.confirmation = answerOf(provider, 'recorded');
  const order: Order = {
    reference: provider.reference(TOKEN, NOW),
    dossierCode: 'H26.10-261118-0007',
    amountVnd: 150_000,
    locale: 'vi',
    createdAt: NOW,
    expiresAt: NOW + manifest.attemptTermMs,
    payerIp: '203.0.113.7',
    returnUrl: `${ORIGIN}/payments/return/${name}/${merchant}`,
    webhookUrl: `${ORIGIN}/webhooks/payments/${name}/${merchant}`,
    pageUrl: 'https://motcua.example.vn/t/TOKEN/pay/REFERENCE',
  };
  const opened = await house.attempt(order.reference);
  const terminal = provider.terminal(credentials);
  const created = await terminal.create(order);
  if (created.kind !== 'created') throw new Error(JSON.stringify(created));
  await opened.ordered(created.checkout);
  /** False where money is told by a bank's statement alone. */
  const tells = terminal.ask !== undefined;
  return { house, provider, folder, terminal, order, created, credentials, tells };
};
