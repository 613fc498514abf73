import { randomInt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../shared/kernel/time.ts';
import {
  call,
  dossierOf,
  eventually,
  keys,
  messagesSaying,
  messagesTo,
  newDossierCode,
  registration,
  sendEvent,
  stack,
} from '../support/deployed.ts';
import { invoke } from '../support/lambda.ts';

const person = { fullName: 'Nguyễn Thị Ánh', phone: '0912345678' };

/** An agency of its own with a mailbox for its staff, and a dossier of it that was accepted with a far date. */
const scene = async () => {
  const agencyCode = `${stack.agencies.main}.${randomInt(1e9)}`;
  const mailbox = `tuphap.${randomInt(1e9)}@example.gov.vn`;
  const setUp = { name: 'Ủy ban nhân dân phường Hai Từ', shortName: 'Một cửa Hai Từ', staffEmails: [mailbox] };
  const put = await call('PUT', `/v1/agencies/${agencyCode}`, { key: keys.operator, body: setUp });
  expect(put.status, put.text).toBe(201);
  const aMinuteAgo = new Date(Date.now() - 60_000).toISOString();
  const accepted = async () => {
    const dossierCode = newDossierCode(agencyCode);
    const more = { agencyCode, applicant: person, receivedAt: aMinuteAgo, submittedAt: aMinuteAgo };
    const registered = await call('PUT', `/v1/dossiers/${dossierCode}`, {
      key: keys.backOffice,
      body: registration({ ...more, timeLimit: { amount: 40, unit: 'working_days' }, notify: { sms: false } }),
    });
    expect(registered.status, registered.text).toBe(201);
    const answer = await sendEvent(dossierCode, 'accepted', aMinuteAgo);
    expect(answer.status, answer.text).toBe(200);
    return { dossierCode, due: Date.parse(answer.body.promisedAt) };
  };
  return { mailbox, accepted };
};

const sweepAt = (at: number) => invoke('deadlineSweep', { time: new Date(at).toISOString() });

/** What the schedule of the mornings puts into the queue, as if it were that day. */
const tickAt = (at: number) => {
  const body = JSON.stringify({ 'detail-type': 'Scheduled Event', time: new Date(at).toISOString(), detail: {} });
  return invoke('notificationsEventHeard', { Records: [{ messageId: 'tick', body, eventSource: 'aws:sqs' }] });
};

const entries = async (dossierCode: string, type: string) =>
  (await dossierOf(dossierCode)).timeline.filter((entry: { type: string }) => entry.type === type);

describe('staff on the deployed stack', () => {
  test('are told in the next digest of what is due soon and at once of what is overdue, each once', async () => {
    const { mailbox, accepted } = await scene();
    const { dossierCode, due } = await accepted();
    const finished = await accepted();
    // The sweep reads an index that is a moment behind.
    await eventually(async () => {
      await sweepAt(due - 60_000);
      for (const code of [dossierCode, finished.dossierCode]) expect(await entries(code, 'due_soon')).toHaveLength(1);
    });
    const end = await sendEvent(
      finished.dossierCode,
      'processing_started',
      new Date(Date.now() - 40_000).toISOString(),
    );
    expect(end.status, end.text).toBe(200);
    const ended = await sendEvent(finished.dossierCode, 'finished', new Date(Date.now() - 30_000).toISOString());
    expect(ended.status, ended.text).toBe(200);
    await eventually(async () => {
      expect(await tickAt(Date.now() + 14 * DAY_MS)).toEqual({ batchItemFailures: [] });
      expect(await messagesSaying(mailbox, /^1 hồ sơ sắp đến hạn – Một cửa Hai Từ$/)).toHaveLength(1);
    });
    await sweepAt(due + 60_000);
    const [mail] = await eventually(async () => {
      const mails = await messagesSaying(mailbox, new RegExp(`^Hồ sơ ${dossierCode} đã quá hạn – Một cửa Hai Từ$`));
      expect(mails).toHaveLength(1);
      return mails;
    });
    await sweepAt(due + 120_000);
    expect(mail?.body).toContain(`- ${dossierCode}: Cấp bản sao trích lục hộ tịch, hẹn trả kết quả`);

    const all = await messagesTo(mailbox);
    expect(JSON.stringify(all)).not.toMatch(/Nguyễn|0912345678/);
    expect(JSON.stringify(all)).not.toContain(finished.dossierCode);
    const listed = await call('GET', `/v1/dossiers/${dossierCode}/messages`, { key: keys.backOffice });
    expect(listed.body.items).toContainEqual(
      expect.objectContaining({ template: 'overdue', state: 'accepted', to: expect.stringContaining('@') }),
    );
    expect(JSON.stringify(listed.body)).not.toContain(mailbox);
  });
});
