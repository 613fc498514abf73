import { describe, expect, test } from 'vitest';
import {
  call,
  keys,
  messagesTo,
  newDossierCode,
  newPhone,
  registration,
  sendEvent,
  stack,
} from '../support/deployed.ts';

interface LimitState {
  readonly scope: string;
  readonly counted?: number;
  readonly held: number;
}

const limits = async (): Promise<readonly LimitState[]> => {
  const { status, body, text } = await call('GET', '/v1/message-limits', { key: keys.operator });
  expect(status, text).toBe(200);
  return body.items;
};

const agency = `agency:${stack.agencies.main}`;
const countedOf = async (scope: string) => (await limits()).find((state) => state.scope === scope)?.counted ?? 0;

describe('limits of messages on the deployed stack', () => {
  test('an SMS is counted once for its agency, and an operator has the day begin anew', async () => {
    const before = await countedOf(agency);
    const dossierCode = newDossierCode(stack.agencies.main);
    const phone = newPhone();
    const applicant = { fullName: 'Nguyễn Thị Ánh', phone };
    const body = registration({ applicant, notify: { sms: true, email: false } });
    const made = await call('PUT', `/v1/dossiers/${dossierCode}`, { key: keys.backOffice, body });
    expect(made.status, made.text).toBe(201);
    await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
    await expect
      .poll(() => messagesTo(phone).then((messages) => messages.length), { timeout: 60_000 })
      .toBeGreaterThan(0);
    expect(await countedOf(agency)).toBeGreaterThan(before);
  }, 120_000);

  test('a back office sees none of it, and what is not listed does not begin anew', async () => {
    expect((await call('GET', '/v1/message-limits', { key: keys.backOffice })).status).toBe(403);
    const reset = (scope: string) =>
      call('POST', `/v1/message-limits/${encodeURIComponent(scope)}`, {
        key: keys.operator,
        headers: { 'idempotency-key': `e2e-${scope}` },
        body: { reason: 'a test', by: 'Trần Thị Chín' },
      });
    expect((await reset('carrier:nobody')).status).toBe(404);
    expect((await reset('recipient')).status).toBe(422);
    for (const scope of ['installation', agency]) {
      const done = await reset(scope);
      expect(done.status, done.text).toBe(200);
      expect(done.body).toMatchObject({ scope, tripped: false });
    }
  });
});
