import { expect, test } from 'vitest';
import type { ProviderMessage } from '../../../functions/payments/ports.ts';
import { bothSides } from '../../support/both-sides.ts';
import { NOW } from '../../support/sandbox-house.ts';

type Sides = Awaited<ReturnType<typeof bothSides>>;

const formOf = ({ created }: Sides) => {
  const { form } = created.kind === 'created' ? created.checkout : { form: undefined };
  if (!form) throw new Error('no form');
  return form;
};

const post = (sides: Sides, change: (fields: [string, string][]) => [string, string][] = (fields) => fields) => {
  const { action, fields } = formOf(sides);
  const changed = change(fields.map(({ name, value }) => [name, value]));
  return sides.house.call('POST', action, { form: new URLSearchParams(changed).toString() });
};

const does = async ({ house, order }: Sides, outcome: string) =>
  (await house.call('POST', `/sandbox/sepay/orders/${order.reference}/outcome`, { json: { outcome } })).json as {
    readonly returnUrl: string | null;
  };

const asked = ({ terminal, order }: Sides) => terminal.ask?.({ ...order, providerOrderId: undefined, at: NOW });

const heard = ({ house, terminal }: Sides) =>
  house.sent.map((notice) => {
    if (!('body' in notice)) throw new Error('nothing was posted');
    const headers = Object.fromEntries(
      Object.entries(notice.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const message: ProviderMessage = { query: {}, headers, body: Buffer.from(notice.body), receivedAt: NOW };
    return [terminal.read(message), terminal.hints?.(message)];
  });

test('a payer who posts the form pays on the gateway’s page: its IPN is a hint, and its order says what was paid', async () => {
  const sides = await bothSides('sepay');
  const { status, text } = await post(sides);
  expect([status, text]).toEqual([200, expect.stringContaining('150.000 đ')]);
  expect(await asked(sides)).toEqual({ kind: 'unfinished' });
  const { returnUrl } = await does(sides, 'pay');
  expect(heard(sides)).toEqual([
    [
      { ok: true, value: [] },
      { ok: true, value: [sides.order.reference] },
    ],
  ]);
  expect(await asked(sides)).toMatchObject({
    kind: 'told',
    callback: { outcome: 'paid', amountVnd: 150_000, providerTransactionId: expect.stringMatching(/^PG-\d+$/) },
    further: [],
  });
  const query = Object.fromEntries([...new URL(returnUrl ?? '').searchParams].map(([name, value]) => [name, [value]]));
  const back = sides.terminal.back?.({ query, headers: {}, body: new Uint8Array(), receivedAt: NOW });
  expect(back).toEqual({ ok: true, value: { reference: sides.order.reference, outcome: 'paid' } });
});

test('paid twice there is two transactions; a cancelled one is told to nobody and leads back as not paid', async () => {
  const twice = await bothSides('sepay');
  await post(twice);
  await does(twice, 'pay_twice');
  expect(await asked(twice)).toMatchObject({ kind: 'told', further: [{ amountVnd: 150_000 }] });
  const cancelled = await bothSides('sepay');
  await post(cancelled);
  expect((await does(cancelled, 'decline')).returnUrl).toContain('outcome=failed');
  expect(cancelled.house.sent).toEqual([]);
  expect(await asked(cancelled)).toEqual({ kind: 'unfinished' });
});

test('a form that was changed, put into another order or repeated is not taken', async () => {
  const sides = await bothSides('sepay');
  for (const change of [
    (fields: [string, string][]) =>
      fields.map(([name, value]): [string, string] => [name, name === 'order_amount' ? '1' : value]),
    (fields: [string, string][]) => [...fields.slice(1, -1), ...fields.slice(0, 1), ...fields.slice(-1)],
    (fields: [string, string][]) => [...fields, ...fields.slice(0, 1)],
    (fields: [string, string][]) => fields.slice(0, -1),
  ])
    expect((await post(sides, change)).status).toBe(400);
  expect((await sides.house.call('POST', formOf(sides).action, { form: '' })).status).toBe(404);
  expect(await asked(sides)).toEqual({ kind: 'unfinished' });
});
