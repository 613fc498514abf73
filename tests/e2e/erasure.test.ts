import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import {
  call,
  dossierOf,
  eventually,
  keys,
  messagesTo,
  newDossierCode,
  newPhone,
  registration,
  sendEvent,
  stack,
} from '../support/deployed.ts';

const access = {
  endpoint: stack.endpointUrl,
  region: stack.region,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
};

/** Everything that a table of the deployed stack holds, as one text. */
const contents = async (output: string): Promise<string> => {
  const [tableName] = Object.entries(stack.outputs)
    .filter(([name]) => name.endsWith(output))
    .map(([, value]) => value);
  if (tableName === undefined) throw new Error(`no output ${output}`);
  const client = new DynamoDBClient(access);
  const pages: string[] = [];
  let from: Record<string, never> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: tableName, ExclusiveStartKey: from }));
    pages.push(JSON.stringify(page.Items));
    from = page.LastEvaluatedKey as typeof from;
  } while (from);
  return pages.join();
};

const tables = ['TableDossiers', 'TablePayments', 'TableNotifications', 'TableResults', 'TableErasures'];

test('an operator has the persons of a dossier erased: no table, page, look-up or message shows them afterwards', async () => {
  const [phone, second] = [newPhone(), newPhone()];
  const applicant = { fullName: `Đặng Thị Xóa ${phone}`, phone, email: `${phone}@example.vn` };
  const dossierCode = newDossierCode();
  const body = registration({ applicant, notify: { sms: true, email: true } });
  const put = (given = body) => call('PUT', `/v1/dossiers/${dossierCode}`, { key: keys.backOffice, body: given });
  const registered = await put();
  expect(registered.status, registered.text).toBe(201);
  const note = `đã gọi ${phone}`;
  expect((await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00', { note })).status).toBe(200);
  await eventually(async () => expect(await messagesTo(phone)).toHaveLength(1));
  await eventually(async () => expect(await messagesTo(applicant.email)).toHaveLength(1));
  expect(await contents('TableDossiers')).toContain(phone);
  const path = new URL(registered.body.citizenUrl as string).pathname;
  expect((await call('GET', path)).text).toContain('Người nộp');

  const erasure = { reason: 'Yêu cầu của chủ thể dữ liệu', by: 'Phòng CNTT' };
  const erase = (given: unknown, key = keys.operator) =>
    call('DELETE', `/v1/dossiers/${dossierCode}/personal-data`, { key, body: given });
  expect((await erase(erasure, keys.backOffice)).status).toBe(403);
  expect((await erase({})).body.fields).toHaveLength(2);
  const erased = await erase(erasure);
  expect(erased.status, erased.text).toBe(202);
  expect(erased.body).toMatchObject({ dossierCode, status: { number: 2 } });
  expect(erased.body.timeline.map(({ type }: { type: string }) => type)).toContain('personal_data_erased');
  expect((await erase(erasure)).status).toBe(202);

  for (const table of tables) expect(await contents(table), table).not.toContain(phone);
  expect((await dossierOf(dossierCode)).timeline.some(({ note: kept }: { note: unknown }) => kept === note)).toBe(
    false,
  );
  const page = await call('GET', path);
  expect(page.status).toBe(200);
  expect(page.text).not.toContain('Người nộp');
  const refused = [
    await put(),
    await sendEvent(dossierCode, 'details_corrected', '2026-11-16T10:00:00+07:00', { applicant: { phone: second } }),
  ];
  expect(refused.map(({ status, body: { kind } }) => [status, kind])).toEqual([
    [409, 'personal_data_erased'],
    [409, 'personal_data_erased'],
  ]);
  // A fee would be told of; the person is not known any more.
  expect((await sendEvent(dossierCode, 'finished', '2026-11-16T11:00:00+07:00')).body.status.number).toBe(9);
  expect([...(await messagesTo(phone)), ...(await messagesTo(applicant.email))]).toHaveLength(2);
});

test('after a restore an operator has told the dossiers again what was erased', async () => {
  const lambda = new LambdaClient(access);
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName: stack.functions.dossiersTableRestored, Payload: Buffer.from('{}') }),
  );
  const { told } = JSON.parse(Buffer.from(answer.Payload ?? []).toString()) as { readonly told: number };
  expect(told).toBeGreaterThanOrEqual(1);
});
