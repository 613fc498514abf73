import { createHash, randomInt } from 'node:crypto';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { sdkConfig } from '../../infra/local/emulators/sdk-config.ts';
import {
  call,
  dossierOf,
  eventually,
  messagesTo,
  newPhone,
  openAttempt,
  openFee,
  registered,
  sendEvent,
  stack,
} from '../support/deployed.ts';
import { simplePdf } from '../support/pdf-samples.ts';
import { issue } from '../support/results-api.ts';

const logs = new CloudWatchLogsClient(sdkConfig(stack));

/** Everything that the product's functions have written. */
const written = async (): Promise<string> => {
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  const lines: string[] = [];
  for (const { logGroupName } of logGroups) {
    for await (const page of paginateFilterLogEvents({ client: logs }, { logGroupName }))
      lines.push(...(page.events ?? []).map(({ message }) => message ?? ''));
  }
  return lines.join('\n');
};

test('what people are called and where they are reached is in no log, through the whole life of a dossier', async () => {
  const mark = randomInt(1e9, 9e9);
  const phone = newPhone();
  const secrets = [`Nguyễn Thị Kín ${mark}`, phone, `+84${phone.slice(1)}`, `kin.${mark}@example.vn`, `00${mark}`];
  const [fullName, , , email, identityNumber] = secrets;
  const { dossierCode, dossier } = await registered({
    applicant: { fullName, phone, email, identityNumber },
  });
  // A refused body is not written either, nor the token, the code or a key.
  const refused = await call('PUT', `/v1/dossiers/${dossierCode}`, {
    key: stack.apiKeys.backOffice,
    body: { applicant: { fullName, phone: `${phone}x`, email } },
  });
  expect(refused.status).toBe(422);
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00', { note: `${fullName} đến quầy` });
  const fee = await openFee(dossierCode);
  // The demand goes out before the fee is paid; once it is paid none does.
  await eventually(async () => expect(await messagesTo(phone)).toHaveLength(2));
  // The dossier hears of the fee by a queue of its own: before it has, its status is still 2.
  await eventually(async () => expect((await dossierOf(dossierCode)).status.number).toBe(6));
  const attempt = await openAttempt(fee.body.paymentId);
  await call('POST', `/sandbox/vnpay/orders/${attempt.body.reference}/outcome`, { body: { outcome: 'pay' } });
  await eventually(async () => expect((await dossierOf(dossierCode)).status.number).toBe(2));
  expect((await issue(dossierCode, simplePdf())).state).toBe('issued');
  const page = new URL(dossier.citizenUrl).pathname;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await call('GET', page, { headers: { 'user-agent': 'motcua e2e' } })).status).toBe(200);
  await call('POST', '/', { raw: `dossierCode=${dossierCode}&lastDigits=${phone.slice(-4)}`, headers: form });
  await call('POST', `${page}/result`, { raw: 'action=request', headers: form });
  await eventually(async () => expect((await messagesTo(phone)).length).toBeGreaterThanOrEqual(5));

  const text = await eventually(async () => {
    const now = await written();
    // The functions that hear, send and sign have written their lines as well.
    for (const event of ['dossier_read', 'callback_answered', 'message_handled', 'result_signing', 'looked_up'])
      expect(now).toContain(event);
    expect(now).toContain(dossierCode);
    return now;
  });
  // Who called is in the line of each answer, with the key's id and the hash of the link.
  const [keyId] = stack.apiKeys.backOffice.split('.');
  const link = createHash('sha256').update(page.slice('/t/'.length)).digest('hex');
  const answered = text.split('\n').filter((line) => line.includes('"answered"'));
  for (const told of [`"keyId":"${keyId}"`, `"link":"${link}"`, '"userAgent":"motcua e2e"', '"source":"127.0.0.1"'])
    expect(
      answered.some((line) => line.includes(told)),
      told,
    ).toBe(true);
  const credentials = stack.merchants.vnpay?.credentials.hashSecret ?? '';
  const told = [...secrets, dossier.citizenUrl.split('/t/')[1], stack.apiKeys.backOffice.split('.')[1], credentials];
  for (const secret of told) {
    expect(secret?.length).toBeGreaterThan(8);
    expect(text.includes(secret ?? ''), `the logs hold ${secret}`).toBe(false);
  }
});
