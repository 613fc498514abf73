import { describe, expect, test } from 'vitest';
import type { Callback, ProviderMessage, Terminal, Verdict } from '../../../functions/payments/ports.ts';
import { manifestOf } from '../../../functions/payments/providers/manifests.ts';
import { providersAt } from '../../../functions/payments/providers/registry.ts';
import type { Outcome } from '../../../functions/sandbox/domain/outcomes.ts';
import type { PlayedNotice } from '../../../functions/sandbox/ports.ts';
import { KnownProvider, type SampleMerchant } from '../../../shared/kernel/payment-providers.ts';
import { answerOf, bothSides, calling, TOKEN } from '../../support/both-sides.ts';
import { NOW, ORIGIN, sandboxHouse } from '../../support/sandbox-house.ts';

type Sides = Awaited<ReturnType<typeof bothSides>>;

const messageOf = (notice: PlayedNotice): ProviderMessage => {
  const query: Record<string, string[]> = {};
  if ('query' in notice)
    for (const [name, value] of new URLSearchParams(notice.query)) query[name] = [...(query[name] ?? []), value];
  const sent = 'query' in notice ? { headers: {}, body: '' } : notice;
  const headers = Object.fromEntries(Object.entries(sent.headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { query, headers, body: Buffer.from(sent.body), receivedAt: NOW };
};

const does = async ({ house, provider, order }: Sides, outcome: Outcome) => {
  const path = `/sandbox/${provider.manifest.name}/orders/${order.reference}/outcome`;
  const { status, json } = await house.call('POST', path, { json: { outcome } });
  expect([outcome, status]).toEqual([outcome, 200]);
  return json as { readonly returnUrl: string | null };
};

/** The product's reading of all that was sent to its webhook. */
const heard = ({ house, terminal }: Sides): readonly Callback[] =>
  house.sent.flatMap((notice) => {
    const read = terminal.read(messageOf(notice));
    if (!read.ok) throw new Error(read.failure);
    return read.value;
  });

const asked = ({ terminal, order, created }: Sides, by: Terminal = terminal) =>
  by.ask?.({
    reference: order.reference,
    amountVnd: order.amountVnd,
    createdAt: order.createdAt,
    expiresAt: order.expiresAt,
    providerOrderId: created.kind === 'created' ? created.providerOrderId : undefined,
    at: NOW,
  });

describe.each(KnownProvider.options)('%s and the sandbox that plays it', (name) => {
  test('an order has its page, with a button for each outcome', async () => {
    const sides = await bothSides(name);
    const { url, form } = sides.created.checkout;
    if (url === undefined) return;
    const posted = new URLSearchParams(form?.fields.map((field): [string, string] => [field.name, field.value]));
    const { status, text } = form
      ? await sides.house.call('POST', form.action, { form: posted.toString() })
      : await sides.house.call('GET', url);
    expect(status).toBe(200);
    expect(text).toContain(`/sandbox/${name}/orders/${sides.order.reference}/outcome`);
    const { label, mark } = await manifestOf(name);
    for (const words of ['150.000 đ', 'Một trăm năm mươi nghìn đồng', label, `>${mark.letters}</text>`])
      expect(text).toContain(words);
  });

  test.each<[Outcome, readonly Partial<Callback>[]]>([
    ['pay', [{ outcome: 'paid', amountVnd: 150_000 }]],
    ['pay_late', [{ outcome: 'paid', amountVnd: 150_000 }]],
    ['callback_before_return', [{ outcome: 'paid', amountVnd: 150_000 }]],
    ['wrong_amount', [{ outcome: 'paid', amountVnd: 151_000 }]],
    ['callback_lost', []],
    ['abandon', []],
  ])('%s is told as that', async (outcome, told) => {
    const sides = await bothSides(name);
    await does(sides, outcome);
    const { reference } = sides.order;
    expect(heard(sides)).toMatchObject(sides.tells ? told.map((each) => ({ ...each, reference })) : []);
  });

  test('paid twice is two transactions, and the same again is none more', async () => {
    const sides = await bothSides(name);
    await does(sides, 'pay_twice');
    if (!sides.tells) return;
    const told = heard(sides);
    expect(told.map(({ outcome }) => outcome)).toEqual(['paid', 'paid']);
    const transactions = new Set(told.map(({ providerTransactionId }) => providerTransactionId));
    expect(transactions.size).toBe(2);
    await does(sides, 'pay_twice');
    for (const { providerTransactionId } of heard(sides)) expect(transactions).toContain(providerTransactionId);
  });

  test('a decline is told, or is heard of by asking', async () => {
    const sides = await bothSides(name);
    await does(sides, 'decline');
    expect(heard(sides).every(({ outcome }) => outcome === 'failed')).toBe(true);
    const answer = await asked(sides);
    const { url, form } = sides.created.checkout;
    // Whoever does not send a transfer declines nothing; a form that was not posted is no order yet.
    const isTransfer = sides.provider.manifest.checkout === 'qr' && (url === undefined || form !== undefined);
    if (isTransfer) expect(answer ?? { kind: 'unfinished' }).toEqual({ kind: 'unfinished' });
    else if (answer) expect(answer).toMatchObject({ kind: 'told', callback: { outcome: 'failed' } });
  });

  test('asked, says what was done, and what a notice would have said', async () => {
    const sides = await bothSides(name);
    if (!sides.terminal.ask) return;
    expect(await asked(sides)).toMatchObject({ kind: 'unfinished' });
    await does(sides, 'callback_lost');
    const answer = await asked(sides);
    expect(answer).toMatchObject({ kind: 'told', callback: { outcome: 'paid', amountVnd: 150_000 } });
    await does(sides, 'pay');
    const [notice] = heard(sides);
    // Not every provider says to a question when the money moved; whoever does says what the notice says.
    const said = answer?.kind === 'told' ? answer.callback : undefined;
    const { occurredAt = notice?.occurredAt } = said ?? {};
    expect({ ...said, occurredAt }).toMatchObject({ ...notice });
  });

  test('whose page leads back, leads to what the product understands', async () => {
    const sides = await bothSides(name);
    const { returnUrl } = await does(sides, 'pay');
    if (returnUrl === null) return;
    const message = messageOf({ query: new URL(returnUrl).search.slice(1) });
    const back = sides.terminal.back?.(message);
    const read = back ?? sides.terminal.read(message);
    expect(read.ok && [read.value].flat()).toMatchObject([{ reference: sides.order.reference, outcome: 'paid' }]);
  });

  test('an order is created once, and is found by its reference', async () => {
    const sides = await bothSides(name);
    if (!sides.terminal.find) return;
    expect(await sides.terminal.find(sides.order)).toMatchObject({
      kind: expect.stringMatching(/^(created|refused)$/),
    });
    const again = await sides.terminal.create(sides.order);
    if (again.kind === 'created') expect(again).toEqual(sides.created);
    else expect(again.kind).toBe('refused');
  });

  test('a merchant with another secret creates nothing and hears nothing', async () => {
    const sides = await bothSides(name);
    const others = Object.fromEntries(
      Object.entries(sides.credentials).map(([key, value]) => [key, value.replace(/[0-9A-F]{32}$/, 'F'.repeat(32))]),
    );
    const stranger = sides.provider.terminal(others);
    if (stranger.find)
      expect(await stranger.create(sides.order)).toMatchObject({ kind: 'refused', why: 'misconfigured' });
    expect((await asked(sides, stranger)) ?? { kind: 'unknown' }).toMatchObject({ kind: 'unknown' });
    await does(sides, 'pay');
    if (!sides.tells) return;
    const read = stranger.read(messageOf(sides.house.sent[0] as PlayedNotice));
    expect(read).toEqual({ ok: false, failure: 'bad_signature' });
  });

  test('credentials that work are told from those with wrong secrets', async () => {
    const { house, provider, terminal, credentials } = await bothSides(name);
    const probe = { reference: provider.reference(`z${TOKEN.slice(1)}`, NOW), at: NOW };
    if (!terminal.check) return;
    expect(await terminal.check(probe)).toMatchObject({ verdict: 'taken' });
    const wrong = Object.fromEntries(
      Object.entries(credentials).map(([key, value]) => [key, value.replace(/[0-9A-F]{32}$/, 'F'.repeat(32))]),
    );
    expect(await provider.terminal(wrong).check?.(probe)).toMatchObject({ verdict: 'refused' });
    expect(house.sent).toEqual([]);
  });

  test('a merchant that is set up with WRONG before one of its credentials is a stranger', async () => {
    const { manifest } = await bothSides(name).then(({ provider }) => provider);
    const file = (await import(`../../../functions/sandbox/providers/${name}/sample.ts`)) as { sample: SampleMerchant };
    const { merchant, credentials } = file.sample(() => 'A'.repeat(32));
    for (const part of Object.keys(credentials)) {
      const wrong = { ...credentials, [part]: `WRONG${credentials[part]}` };
      if (!manifest.credentials().safeParse(wrong).success) continue;
      const house = await sandboxHouse({ provider: name, merchant, credentials: wrong });
      const provider = await providersAt(`${ORIGIN}/sandbox`, calling(house))(name);
      const checked = await provider?.terminal(wrong).check?.({ reference: provider.reference(TOKEN, NOW), at: NOW });
      expect([part, checked?.verdict ?? 'refused']).toEqual([part, 'refused']);
    }
  });

  test('what is recorded ends its retries, our own fault does not', async () => {
    const { provider, folder, credentials } = await bothSides(name);
    const played = folder.account(credentials);
    const isConfirmedBy = (verdict: Verdict) => played.isConfirmed(answerOf(provider, verdict));
    expect(isConfirmedBy('recorded')).toBe(true);
    expect(isConfirmedBy('repeated')).toBe(true);
    expect(isConfirmedBy('our_fault')).toBe(false);
  });
});
