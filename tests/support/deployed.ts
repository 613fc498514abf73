import { createHmac, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Stack } from '../../infra/local/stack-file.ts';

/** The running stack that the tier brought up (`MOTCUA_STACK` is the path of its stack.json). */
export const stack = JSON.parse(readFileSync(process.env.MOTCUA_STACK ?? '.local/stack.json', 'utf8')) as Stack;

/** An answer of the API. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are checked field by field by the tests
  readonly body: any;
}

/** What a call may carry. */
export interface CallOptions {
  readonly key?: string | undefined;
  readonly body?: unknown;
  readonly raw?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Calls the stack through its front door; redirects are answers, not followed. */
export const call = async (method: string, path: string, options: CallOptions = {}): Promise<Answer> => {
  const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  const response = await fetch(path.startsWith('http') ? path : `${stack.frontDoor}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(options.key ? { authorization: `Bearer ${options.key}` } : {}),
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
};

/** The keys of the sample agencies. */
export const keys = stack.apiKeys;

/** Tries until the assertions hold; the last failure is thrown after `seconds`: two files share the machine and its streams. */
export const eventually = async <T>(attempt: () => Promise<T>, seconds = 600): Promise<T> => {
  const until = performance.now() + seconds * 1000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
};

/** A dossier code of the main agency that nobody used yet. */
export const newDossierCode = (agency = stack.agencies.main): string =>
  `${agency}-261120-${randomInt(10_000, 9_999_999_999)}`;

/** A phone number that nobody else in this run is told on. */
export const newPhone = (): string => `09${randomInt(10_000_000, 99_999_999)}`;

/** The registration of a dossier as a back office sends it. */
export const registration = (overrides: Readonly<Record<string, unknown>> = {}) => ({
  procedureCode: '2.000635',
  procedureName: 'Cấp bản sao trích lục hộ tịch',
  agencyCode: stack.agencies.main,
  applicant: {
    fullName: 'Nguyễn Thị Ánh',
    phone: '0912345678',
    email: 'anh@example.vn',
    identityNumber: '001190000001',
  },
  channel: 'online',
  submittedAt: '2026-11-16T09:12:00+07:00',
  receivedAt: '2026-11-16T09:30:00+07:00',
  timeLimit: { amount: 3, unit: 'working_days' },
  notify: { sms: true, email: true },
  ...overrides,
});

/** What a registration says otherwise than most. */
interface Overrides {
  readonly agencyCode?: string;
  readonly [field: string]: unknown;
}

/** Registers a dossier under a code of its agency and answers it, its person's phone and address, and the answer. */
export const registered = async (overrides: Overrides = {}) => {
  const dossierCode = newDossierCode(overrides.agencyCode);
  const phone = newPhone();
  const email = `ánh.${phone}@example.vn`.normalize('NFD').replace(/[^\x20-\x7e]/g, '');
  const applicant = { fullName: 'Nguyễn Thị Ánh', phone, email };
  const answer = await call('PUT', `/v1/dossiers/${dossierCode}`, {
    key: keys.backOffice,
    body: registration({ applicant, ...overrides }),
  });
  expect(answer.status, answer.text).toBe(201);
  return { dossierCode, phone, email, dossier: answer.body };
};

/** Sends an event of the back office. */
export const sendEvent = (
  dossierCode: string,
  type: string,
  occurredAt: string,
  more: Readonly<Record<string, unknown>> = {},
  key = keys.backOffice,
) =>
  call('POST', `/v1/dossiers/${dossierCode}/events`, {
    key,
    body: { eventId: `${type}-${occurredAt}-${randomInt(1e9)}`, type, occurredAt, by: 'Trần Văn Bình', ...more },
  });

/** The dossier as it is now. */
export const dossierOf = async (dossierCode: string, key = keys.backOffice) =>
  (await call('GET', `/v1/dossiers/${dossierCode}`, { key })).body;

/** Opens a fee of 150,000 đ (or as given). */
export const openFee = (
  dossierCode: string,
  more: Readonly<Record<string, unknown>> = {},
  idempotencyKey = `fee-${randomInt(1e9)}`,
  key = keys.backOffice,
) =>
  call('POST', `/v1/dossiers/${dossierCode}/payments`, {
    key,
    headers: { 'idempotency-key': idempotencyKey },
    body: { items: [{ code: 'LP01', name: 'Lệ phí cấp bản sao', kind: 'le_phi', amountVnd: 150_000 }], ...more },
  });

/** Opens an attempt at VNPAY, at the agency's merchant or as given. */
export const openAttempt = (
  paymentId: string,
  idempotencyKey = `att-${randomInt(1e9)}`,
  more: Readonly<Record<string, unknown>> = {},
) =>
  call('POST', `/v1/payments/${paymentId}/attempts`, {
    key: keys.backOffice,
    headers: { 'idempotency-key': idempotencyKey },
    body: { provider: 'vnpay', ...more },
  });

const encode = (text: string): string => encodeURIComponent(text).replace(/%20/g, '+');

/** A VNPAY query string signed by the published formula (2.1.0), written here for itself as an oracle. */
export const vnpaySigned = (
  fields: Readonly<Record<string, string>>,
  secret = stack.merchants.vnpay?.credentials.hashSecret ?? '',
): string => {
  const query = Object.keys(fields)
    .sort()
    .map((name) => `${encode(name)}=${encode(fields[name] ?? '')}`)
    .join('&');
  return `${query}&vnp_SecureHash=${createHmac('sha512', secret).update(query).digest('hex')}`;
};

/** The fields of a successful IPN for an attempt. */
export const ipnFields = (
  attempt: { readonly reference: string; readonly amountVnd: number },
  overrides: Readonly<Record<string, string>> = {},
) => ({
  vnp_Amount: String(attempt.amountVnd * 100),
  vnp_BankCode: 'NCB',
  vnp_BankTranNo: 'VNP14226112',
  vnp_CardType: 'ATM',
  vnp_OrderInfo: 'Thanh toan le phi',
  vnp_PayDate: '20261120101010',
  vnp_ResponseCode: '00',
  vnp_TmnCode: stack.merchants.vnpay?.credentials.tmnCode ?? '',
  vnp_TransactionNo: String(randomInt(1e9, 9e9)),
  vnp_TransactionStatus: '00',
  vnp_TxnRef: attempt.reference,
  ...overrides,
});

/** The path of the sample VNPAY merchant's callbacks. */
export const vnpayWebhook = `/webhooks/payments/vnpay/${stack.merchants.vnpay?.merchant}`;

/** Sends an IPN and answers its RspCode. */
export const sendIpn = async (query: string): Promise<string> =>
  (await call('GET', `${vnpayWebhook}?${query}`)).body?.RspCode;

/** A message as the sandbox kept it. */
export interface SandboxMessage {
  readonly channel: 'zalo' | 'sms' | 'email';
  readonly carrier?: string;
  readonly to: string;
  readonly text?: string;
  readonly subject?: string;
  readonly body?: string;
  readonly html?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly text?: string;
  }[];
  readonly acceptedAt: string;
  readonly clientReference: string;
}

/** The messages that a phone or a mailbox received, oldest first. */
export const messagesTo = async (to: string): Promise<readonly SandboxMessage[]> =>
  (await call('GET', `/sandbox/messages?to=${encodeURIComponent(to)}`)).body.messages;

/** Of them those whose SMS, or whose mail's subject, has these words. */
export const messagesSaying = async (to: string, words: RegExp): Promise<readonly SandboxMessage[]> =>
  (await messagesTo(to)).filter(({ text, subject }) => words.test(text ?? subject ?? ''));
