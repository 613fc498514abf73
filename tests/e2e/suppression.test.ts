import { expect, test } from 'vitest';
import {
  call,
  eventually,
  keys,
  newDossierCode,
  newPhone,
  registration,
  sendEvent,
  stack,
} from '../support/deployed.ts';
import { mailEvents } from '../support/mail-events.ts';
import { queuesOf, send } from '../support/plumbing.ts';

/** A dossier whose person is told by mail alone, and its mail of a template as it is now. */
const dossierOf = async (email: string) => {
  const dossierCode = newDossierCode(stack.agencies.main);
  const body = registration({
    applicant: { fullName: 'Nguyễn Thị Ánh', phone: newPhone(), email },
    notify: { sms: false, email: true },
  });
  const made = await call('PUT', `/v1/dossiers/${dossierCode}`, { key: keys.backOffice, body });
  expect(made.status, made.text).toBe(201);
  const mail = async (template: string) => {
    const listed = await call('GET', `/v1/dossiers/${dossierCode}/messages`, { key: keys.backOffice });
    return (listed.body.items as Record<string, string>[]).find((each) => each.template === template);
  };
  const isNow = (template: string, expected: object) =>
    eventually(async () => expect(await mail(template)).toMatchObject(expected), 90);
  return { dossierCode, mail, isNow };
};

test('an address that bounced for good is mailed no more in the whole installation, until an operator lifts it', async () => {
  const email = `${newPhone()}@example.vn`;
  const first = await dossierOf(email);
  await first.isNow('registered', { state: 'accepted' });
  const { messageId = '' } = (await first.mail('registered')) ?? {};

  const tags = { clientReference: [messageId], carrier: ['sample-email'] };
  const { queueUrl } = await queuesOf('notificationsEventHeard');
  for (const _ of [1, 2]) await send(queueUrl, JSON.stringify(mailEvents(email, tags).hardBounce));
  await first.isNow('registered', { state: 'bounced', reason: 'ses:Permanent.General' });

  const second = await dossierOf(email);
  await second.isNow('registered', { state: 'failed', reason: 'suppressed', attempts: [] });

  const lifting = { reason: 'Hộp thư đã nhận lại được', by: 'Trần Thị Chín' };
  const lift = (key: string) => call('POST', `/v1/messages/${messageId}/lift-suppression`, { key, body: lifting });
  expect((await lift(keys.backOffice)).status).toBe(403);
  for (const _ of [1, 2]) expect((await lift(keys.operator)).status).toBe(200);
  await sendEvent(second.dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  await second.isNow('accepted', { state: 'accepted' });
});
