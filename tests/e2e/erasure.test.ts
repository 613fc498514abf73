import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { sdkConfig } from '../../infra/local/emulators/sdk-config.ts';
import { dynamoTable } from '../../shared/platform/ledger/dynamo-table.ts';
import {
  call,
  dossierOf,
  eventually,
  keys,
  messagesTo,
  newDossierCode,
  newPhone,
  openFee,
  registered,
  registration,
  sendEvent,
  stack,
} from '../support/deployed.ts';
import { invoke } from '../support/lambda.ts';

const dynamodb = new DynamoDBClient(sdkConfig(stack));

/** Everything that a table of the deployed stack holds, as one text. */
const contents = async (output: string): Promise<string> => {
  const [, tableName] = Object.entries(stack.outputs).find(([name]) => name.endsWith(output)) ?? [];
  if (tableName === undefined) throw new Error(`no output ${output}`);
  const table = dynamoTable(dynamodb, tableName);
  let read = await table.scan(0, 1);
  const pages = [JSON.stringify(read.items)];
  while (read.cursor) {
    read = await table.scan(0, 1, read.cursor);
    pages.push(JSON.stringify(read.items));
  }
  return pages.join();
};

const tables = ['TableDossiers', 'TablePayments', 'TableNotifications', 'TableResults', 'TableErasures'];

test('an operator has the persons of a dossier erased: no table, page, look-up or message shows them afterwards', async () => {
  const [phone, second] = [newPhone(), newPhone()];
  const applicant = { fullName: `Đặng Thị Xóa ${phone}`, phone, email: `${phone}@example.vn` };
  const dossierCode = newDossierCode();
  const body = registration({ applicant, notify: { sms: true, email: true } });
  const put = (given = body) => call('PUT', `/v1/dossiers/${dossierCode}`, { key: keys.backOffice, body: given });
  const first = await put();
  expect(first.status, first.text).toBe(201);
  const note = `đã gọi ${phone}`;
  expect((await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00', { note })).status).toBe(200);
  await eventually(async () => expect(await messagesTo(phone)).toHaveLength(1));
  await eventually(async () => expect(await messagesTo(applicant.email)).toHaveLength(2));
  expect(await contents('TableDossiers')).toContain(phone);
  const path = new URL(first.body.citizenUrl as string).pathname;
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
  // A fee is told of; here nobody is known any more, though whoever came later is told.
  const fee = await openFee(dossierCode);
  expect(fee.status, fee.text).toBe(201);
  const other = await registered({ applicant: { fullName: 'Trần Văn Bình', phone: second }, notify: { sms: true } });
  await sendEvent(other.dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  await eventually(async () => expect(await messagesTo(second)).not.toHaveLength(0));
  expect((await sendEvent(dossierCode, 'finished', '2026-11-16T11:00:00+07:00')).body.status.number).toBe(9);
  expect([...(await messagesTo(phone)), ...(await messagesTo(applicant.email))]).toHaveLength(3);
});

test('after a restore an operator has told the dossiers again what was erased', async () => {
  const { told } = (await invoke('dossiersTableRestored', {})) as { readonly told: number };
  expect(told).toBeGreaterThanOrEqual(1);
});
