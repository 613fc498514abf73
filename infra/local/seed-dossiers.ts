import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KnownProvider } from '../../shared/kernel/payment-providers.ts';
import type { ApiClient } from './api-client.ts';
import { repository } from './folders.ts';
import { PlainError } from './plain-error.ts';
import type { SampleLink } from './sample-links.ts';

const SIGNING_LIMIT_MS = 20_000; // a slow machine shows its links without waiting for the signature

const fee = { items: [{ code: 'LP01', name: 'Lệ phí cấp bản sao', kind: 'le_phi', amountVnd: 8000 }] };

/**
 * Four dossiers of a sample agency: one just received, one that waits for its fee, one that is being worked on, and one
 * whose fee is paid and whose signed result can be fetched and verified. Repeating it on the same day changes nothing.
 */
export async function seedDossiers(api: ApiClient, backOffice: string, agency: string): Promise<SampleLink[]> {
  const received = localTime(new Date());
  const day = received.slice(2, 10).replaceAll('-', '');

  const register = async (number: number, applicant: Record<string, string>) => {
    const code = `${agency}-${day}-${String(number).padStart(4, '0')}`;
    const dossier = await api.send(backOffice, 'PUT', `/v1/dossiers/${code}`, {
      procedureCode: '2.000635',
      procedureName: 'Cấp bản sao trích lục hộ tịch',
      agencyCode: agency,
      applicant,
      channel: 'online',
      submittedAt: `${received.slice(0, 10)}T00:01:00+07:00`,
      receivedAt: `${received.slice(0, 10)}T00:02:00+07:00`,
      timeLimit: { amount: 3, unit: 'working_days' },
      notify: { sms: true, email: true },
    });
    const url = String(dossier.citizenUrl);
    return { code, url, link: { label: `${code}, ${applicant.fullName}`, url } };
  };
  const tell = (code: string, type: string, minute: number) =>
    api.send(backOffice, 'POST', `/v1/dossiers/${code}/events`, {
      eventId: `sample-${type}`,
      type,
      occurredAt: `${received.slice(0, 10)}T00:0${minute}:00+07:00`,
      by: 'Trần Văn Bình',
    });
  const create = (path: string, body: unknown, key = `sample-${day}`) =>
    api.send(backOffice, 'POST', path, body, { 'Idempotency-Key': key });

  const finished = await register(4, { fullName: 'Vũ Minh Khuê', phone: '0936123456', email: 'khue@example.vn' });
  await tell(finished.code, 'accepted', 3);
  await tell(finished.code, 'processing_started', 4);
  // Paid while the work goes on: a fee that blocked it would first have to be heard of.
  const due = await create(`/v1/dossiers/${finished.code}/payments`, { ...fee, blocksProcessing: false });
  if (due.state !== 'paid') {
    // A key of its own each time: an order of an earlier start may bear the signature of a secret that was lost with its stack.json.
    const [provider] = KnownProvider.options;
    const attempt = await create(`/v1/payments/${due.paymentId}/attempts`, { provider }, randomUUID());
    await api.send(backOffice, 'POST', `/sandbox/${provider}/orders/${attempt.reference}/outcome`, { outcome: 'pay' });
  }
  const result = await create(`/v1/dossiers/${finished.code}/results`, {
    documentNumber: '42/TLKS-BS',
    title: 'Bản sao trích lục khai sinh',
    issuedOn: received.slice(0, 10),
  });
  if (result.upload) await uploadSample(result.upload as UploadTarget);
  await api.send(backOffice, 'POST', `/v1/results/${result.resultId}/issue`, {});

  const first = await register(1, { fullName: 'Nguyễn Thị Ánh', phone: '0912345678', email: 'anh@example.vn' });

  const withFee = await register(2, { fullName: 'Lê Hoàng Dũng', phone: '0987654321', email: 'dung@example.vn' });
  await tell(withFee.code, 'accepted', 3);
  await create(`/v1/dossiers/${withFee.code}/payments`, fee);

  const inWork = await register(3, { fullName: 'Phạm Quỳnh Hương', phone: '0909123456', email: 'huong@example.vn' });
  await tell(inWork.code, 'accepted', 3);
  await tell(inWork.code, 'processing_started', 4);

  const signed = await isIssued(api, backOffice, String(result.resultId));
  return [
    ...[first, withFee, inWork, finished].map(({ link }) => link),
    { label: `  its signed result${signed ? '' : ' (soon)'}`, url: `${finished.url}/result` },
    { label: `  what anyone may know of it${signed ? '' : ' (soon)'}`, url: String(result.verificationUrl) },
  ];
}

interface UploadTarget {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
}

/** Sends the sample document to where the API wants it. @throws PlainError when it is not taken. */
async function uploadSample({ method, url, headers }: UploadTarget): Promise<void> {
  const body = await readFile(join(repository, 'docs', 'samples', 'result.pdf'));
  const response = await fetch(url, { method, headers, body, signal: AbortSignal.timeout(60_000) });
  if (!response.ok) throw new PlainError(`The upload of the sample result was answered ${response.status}.`);
}

/** Waits until the result is signed; false where that takes too long. */
async function isIssued(api: ApiClient, backOffice: string, resultId: string): Promise<boolean> {
  const until = performance.now() + SIGNING_LIMIT_MS;
  while (performance.now() < until) {
    const { state } = await api.send(backOffice, 'GET', `/v1/results/${resultId}`);
    if (state === 'issued') return true;
    await sleep(250);
  }
  return false;
}

/** An instant as clocks in Viet Nam show it, `2026-11-24T11:00:00`. */
function localTime(instant: Date): string {
  return new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 19);
}
