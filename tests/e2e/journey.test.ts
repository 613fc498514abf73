import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  call,
  dossierOf,
  eventually,
  keys,
  messagesSaying,
  messagesTo,
  openAttempt,
  openFee,
  registered,
  sendEvent,
  stack,
} from '../support/deployed.ts';
import { inTemporaryFolder, run } from '../support/pades/oracles.ts';
import { simplePdf } from '../support/pdf-samples.ts';
import { testWith } from '../support/programs.ts';
import { issue } from '../support/results-api.ts';

/** Text that any phone shows as it was written: GSM-7 without accents. */
const plainAscii = /^[\x20-\x7e]+$/;

const smsTo = async (phone: string, words: RegExp) => {
  const texts = (await messagesTo(phone)).map((message) => message.text ?? '');
  return texts.filter((text) => words.test(text));
};

/** Exactly one message with the words, now and after everything that could repeat it had time to. */
const toldOnce = async (phone: string, words: RegExp) => {
  await eventually(async () => expect(await smsTo(phone, words)).toHaveLength(1));
  const [text] = await smsTo(phone, words);
  expect(text).toMatch(plainAscii);
  expect(text).not.toMatch(/https?:/);
  return text ?? '';
};

/** The result as the portal got it, once the journey has come so far. */
let downloaded: Buffer | undefined;

test('one dossier from registration to download', async () => {
  // registered
  const { dossierCode, phone, email, dossier } = await registered();
  expect(dossier).toMatchObject({
    dossierCode,
    agencyCode: stack.agencies.main,
    status: { number: 1, name: 'submitted' },
    promisedAt: null,
  });
  expect(dossier.clock.state).toBe('not_started');
  expect(dossier.citizenUrl).toMatch(new RegExp(`^${stack.frontDoor}/t/[0-9a-z]{16,}$`));

  // accepted: the promise of 3 working days from Monday 16/11 is Thursday 19/11 at 17:00
  const accepted = await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  expect(accepted.status, accepted.text).toBe(200);
  expect(accepted.body).toMatchObject({
    status: { number: 2, name: 'accepted' },
    promisedAt: '2026-11-19T17:00:00+07:00',
  });
  expect(await toldOnce(phone, /hen tra/i)).toContain(dossierCode);
  expect(await toldOnce(phone, /hen tra/i)).toContain('19/11/2026');
  const mail = await eventually(async () => {
    const found = await messagesSaying(email, /được tiếp nhận/);
    expect(found).toHaveLength(1);
    return found[0];
  });
  expect(mail?.body).toContain('Nguyễn Thị Ánh');
  expect(mail?.body).toContain(dossier.citizenUrl);
  expect(mail?.body).toBe(mail?.body?.normalize('NFC'));

  // fee opened: the clock stands still
  const fee = await openFee(dossierCode);
  expect(fee.status, fee.text).toBe(201);
  expect(fee.body).toMatchObject({ dossierCode, state: 'created', amountVnd: 150_000, receivedVnd: 0, flags: [] });
  await eventually(async () => expect((await dossierOf(dossierCode)).status.number).toBe(6));
  expect((await dossierOf(dossierCode)).clock.state).toBe('paused');
  expect(await toldOnce(phone, /150[.,]000/)).toContain(dossierCode);

  // paid through the provider's page
  const attempt = await openAttempt(fee.body.paymentId);
  expect(attempt.status, attempt.text).toBe(201);
  const paid = await call('POST', `/sandbox/vnpay/orders/${attempt.body.reference}/outcome`, {
    body: { outcome: 'pay' },
  });
  expect(paid.status, paid.text).toBe(200);
  const payment = (await call('GET', `/v1/payments/${fee.body.paymentId}`, { key: keys.backOffice })).body;
  expect(payment).toMatchObject({ state: 'paid', receivedVnd: 150_000, heldVnd: 0, flags: [] });
  await eventually(async () => expect((await dossierOf(dossierCode)).status.number).toBe(2));
  await eventually(async () => expect((await messagesTo(phone)).length).toBeGreaterThanOrEqual(3));

  // decided, signed, issued: the dossier is finished by the system
  expect((await sendEvent(dossierCode, 'processing_started', '2026-11-17T08:00:00+07:00')).body.status.number).toBe(4);
  const original = simplePdf();
  const result = await issue(dossierCode, original);
  expect(result, JSON.stringify(result)).toMatchObject({
    state: 'issued',
    documentNumber: '123/TLKS-BS',
    issuedOn: '2026-11-19',
    signatures: [
      { role: 'officer', by: 'csc', state: 'signed', signer: 'Nguyễn Văn An (ký thử)' },
      { role: 'agency', by: 'kms', state: 'signed' },
    ],
  });
  await eventually(async () => expect((await dossierOf(dossierCode)).status).toEqual({ number: 9, name: 'finished' }));

  // the portal downloads it: original bytes first; its next version comes at a minute of its own
  const download = `/v1/results/${result.resultId}/download?version=${result.sha256}`;
  const redirect = await call('GET', download, { key: keys.portal });
  expect(redirect.status).toBe(302);
  const file = Buffer.from(await (await fetch(redirect.headers.get('location') ?? '')).arrayBuffer());
  expect(createHash('sha256').update(file).digest('hex')).toBe(result.sha256);
  expect(file.length).toBe(result.bytes);
  expect(file.subarray(0, original.length).equals(original)).toBe(true);
  downloaded = file;

  // anyone verifies it
  const verification = await call('GET', `/v1/verifications/${result.verificationCode}`);
  expect(verification.body).toMatchObject({ status: 'issued', documentNumber: '123/TLKS-BS' });
  expect(verification.body.versions).toContain(result.sha256);
  expect(verification.body.signers).toEqual(['Nguyễn Văn An (ký thử)', expect.any(String)]);
  expect(JSON.stringify(verification.body)).not.toContain('Ánh');
  const inGroups =
    result.verificationCode
      .toUpperCase()
      .match(/.{1,4}/g)
      ?.join(' ') ?? '';
  expect((await call('GET', `/v1/verifications/${encodeURIComponent(inGroups)}`)).body).toEqual(verification.body);
  const ofFile = await call('GET', `/v1/verifications?sha256=${result.sha256.toUpperCase()}`);
  expect(ofFile.body).toEqual(verification.body);

  // the citizen is told and downloads it with a code from the phone
  await eventually(async () => expect((await smsTo(phone, /ket qua/i)).length).toBeGreaterThanOrEqual(1));
  const page = new URL(dossier.citizenUrl).pathname;
  const asked = await call('POST', `${page}/result`, {
    raw: 'action=request',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect([200, 303]).toContain(asked.status);
  const code = await eventually(async () => {
    const digits = (await messagesTo(phone)).map(
      (message) => /\b(\d{6})\b/.exec((message.text ?? '').replaceAll(dossierCode, ''))?.[1],
    );
    const last = digits.filter(Boolean).at(-1);
    expect(last).toBeDefined();
    return last ?? '';
  });
  const redeemed = await call('POST', `${page}/result`, {
    raw: `action=redeem&code=${code}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect([302, 303], redeemed.text.slice(0, 300)).toContain(redeemed.status);
  const byCitizen = Buffer.from(await (await fetch(redeemed.headers.get('location') ?? '')).arrayBuffer());
  expect(byCitizen.subarray(0, file.length).equals(file)).toBe(true);

  // returned by the back office
  expect((await sendEvent(dossierCode, 'returned', new Date().toISOString())).body.status).toEqual({
    number: 10,
    name: 'returned',
  });
  const last = await dossierOf(dossierCode);
  expect(last.clock.state).toBe('stopped');
  const moments = last.timeline.map((entry: { type: string }) => entry.type);
  for (const moment of ['payment_opened', 'paid', 'result_issued', 'message_sent']) expect(moments).toContain(moment);
});

testWith('pdfsig')('the signature of what the portal got is valid to a program that is not ours', () => {
  inTemporaryFolder((folder) => {
    const path = join(folder, 'result.pdf');
    writeFileSync(path, downloaded ?? '');
    expect(run('pdfsig', ['-nocert', path]).text).toContain('Signature is Valid');
  });
});
