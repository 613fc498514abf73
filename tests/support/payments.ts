import { createHmac } from 'node:crypto';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { paymentBooks } from '../../functions/payments/adapters/books.ts';
import { orderUrlsOf } from '../../functions/payments/adapters/citizen-links.ts';
import { feeTimers, questionsIn, refundCallsIn } from '../../functions/payments/adapters/fee-timers.ts';
import { ledgerPayments } from '../../functions/payments/adapters/ledger-payments.ts';
import { merchantsIn } from '../../functions/payments/adapters/merchants.ts';
import { placesIn } from '../../functions/payments/adapters/places.ts';
import type { Attempt } from '../../functions/payments/domain/payment.ts';
import { playedLadder } from '../../functions/payments/domain/refund-calls.ts';
import type { Order, PaymentProvider, ProviderMessage, Providers } from '../../functions/payments/ports.ts';
import { providersAt } from '../../functions/payments/providers/registry.ts';
import type { RefundQueue } from '../../functions/payments/refund-ports.ts';
import { askAfterReturn } from '../../functions/payments/usecases/ask-after-return.ts';
import { cancelPayment } from '../../functions/payments/usecases/cancel-payment.ts';
import { describeReturn } from '../../functions/payments/usecases/describe-return.ts';
import { type GivenBack, giveBack } from '../../functions/payments/usecases/give-back.ts';
import { listDossierPayments } from '../../functions/payments/usecases/list-dossier-payments.ts';
import { AttemptInput, openAttempt } from '../../functions/payments/usecases/open-attempt.ts';
import { FeeInput, openPayment } from '../../functions/payments/usecases/open-payment.ts';
import { readPayment } from '../../functions/payments/usecases/read-payment.ts';
import { settleCallback } from '../../functions/payments/usecases/settle-callback.ts';
import { sweepFees } from '../../functions/payments/usecases/sweep-fees.ts';
import type { Caller, KeyCaller } from '../../shared/kernel/callers.ts';
import type { AgencyCode, DossierCode, PaymentId, RefundId } from '../../shared/kernel/ids.ts';
import type { Announcement } from '../../shared/kernel/milestones.ts';
import type { Result } from '../../shared/kernel/result.ts';
import { dossierCardsIn } from '../../shared/platform/dossier-card.ts';
import { merchantListOf } from '../../shared/platform/merchant-lists.ts';
import { pepperFrom } from '../../shared/platform/pepper.ts';
import type { SecretReader } from '../../shared/platform/secrets.ts';
import { consumeStream } from '../../shared/platform/stream-handler.ts';
import { callsOf } from './json-post.ts';
import { type MemoryTable, memoryTable } from './memory-table.ts';
import { inVietNam } from './viet-nam-time.ts';
import { playedQueries } from './vnpay-query.ts';

/** The dossier of these tests, its agency, and a merchant of that agency. */
export const DOSSIER: DossierCode = 'H26.10-261120-0007';
export const AGENCY: AgencyCode = 'H26.10';
export const MERCHANT = 'H26-vnpay';
export const CREDENTIALS = { tmnCode: 'MOTCUA01', hashSecret: 'SANDBOXSECRETSANDBOXSECRET000001' };
export const ORIGIN = 'http://localhost:8080/sandbox';
export const PUBLIC_ORIGIN = 'http://localhost:8080';

/** The pepper of an installation. */
export const anyPepper = async () => pepperFrom('a pepper for tests, 32 characters or more');

/** A back office of an agency. */
export const backOffice = (agencyCode = AGENCY): KeyCaller => ({
  keyId: `key_${'0'.repeat(26)}`,
  permission: 'back_office',
  agencyCodes: [agencyCode],
});

/** A secret store of the tests: counts what is asked of it, with the product's rule on freshness. */
const memorySecrets = (now: () => number) => {
  const texts = new Map<string, string>();
  const kept = new Map<string, { readonly text: string; readonly readAt: number }>();
  const asked: string[] = [];
  const reader: SecretReader = {
    async read(secretId, freshWithinMs = 300_000) {
      const known = kept.get(secretId);
      if (known && now() - known.readAt < freshWithinMs) return known.text;
      asked.push(secretId);
      const text = texts.get(secretId);
      if (text !== undefined) kept.set(secretId, { text, readAt: now() });
      return text;
    },
  };
  return { texts, asked, reader };
};

/** What use cases answer where they must succeed. */
export const must = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};

const encode = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+');

/** The hash of VNPAY's fields by the published formula, written here for itself. */
export const vnpayHash = (
  fields: Readonly<Record<string, string>>,
  secret = CREDENTIALS.hashSecret,
  encoding = encode,
): string =>
  createHmac('sha512', secret)
    .update(
      Object.keys(fields)
        .sort()
        .map((name) => `${encoding(name)}=${encoding(fields[name] ?? '')}`)
        .join('&'),
    )
    .digest('hex');

/** A message with a decoded query, as the gateway hands it on. */
export const messageOf = (
  fields: Readonly<Record<string, string | readonly string[]>>,
  more: Partial<ProviderMessage> = {},
): ProviderMessage => ({
  query: Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? [value] : value]),
  ),
  headers: {},
  body: new Uint8Array(),
  receivedAt: 0,
  ...more,
});

/** The fields of a successful notice of VNPAY. */
export const noticeFields = (
  attempt: { readonly reference: string; readonly amountVnd: number },
  changes: Readonly<Record<string, string>> = {},
): Record<string, string> => ({
  vnp_Amount: String(attempt.amountVnd * 100),
  vnp_BankCode: 'NCB',
  vnp_BankTranNo: 'VNP14226112',
  vnp_CardType: 'ATM',
  vnp_OrderInfo: 'Nop le phi ho so',
  vnp_PayDate: '20261120101010',
  vnp_ResponseCode: '00',
  vnp_TmnCode: CREDENTIALS.tmnCode,
  vnp_TransactionNo: '14226112',
  vnp_TransactionStatus: '00',
  vnp_TxnRef: attempt.reference,
  ...changes,
});

/** A signed notice of VNPAY. */
export const signedNotice = (fields: Readonly<Record<string, string>>, secret?: string): ProviderMessage =>
  messageOf({ ...fields, vnp_SecureHash: vnpayHash(fields, secret) });

/** The words of a failed and a suspected notice. */
export const FAILED = { vnp_ResponseCode: '24', vnp_TransactionStatus: '02', vnp_TransactionNo: '0' };
export const SUSPECTED = { vnp_ResponseCode: '07', vnp_TransactionStatus: '07' };

export const imagesOf = ({ before, after }: MemoryTable['changes'][number]): DynamoDBRecord =>
  ({
    dynamodb: {
      ...(before ? { OldImage: marshall(before, { removeUndefinedValues: true }) } : {}),
      ...(after ? { NewImage: marshall(after, { removeUndefinedValues: true }) } : {}),
    },
  }) as DynamoDBRecord;

/** The payments' room over memory tables, with a clock that stands until it is moved; `others` are providers beside those of the registry. */
export const paymentHouse = (others: readonly PaymentProvider[] = []) => {
  const clock = { now: inVietNam('2026-11-20 09:00') };
  const now = () => clock.now;
  const table = memoryTable();
  const dossiers = memoryTable();
  const secrets = memorySecrets(now);
  const { truth, questions, post } = playedQueries(CREDENTIALS);
  const registered = providersAt(
    ORIGIN,
    callsOf(async (url, body) => {
      await house.slow?.();
      return post(url, body);
    }),
  );
  const providers: Providers = async (name) =>
    others.find(({ manifest }) => manifest.name === name) ?? registered(name);
  const ledger = ledgerPayments(table, now);
  const merchants = merchantsIn(table, secrets.reader, providers, now);
  const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
  const waiting = { questions: questionsIn(table), places: placesIn(table), pause };
  const ports = { ledger, merchants, providers, dossiers: dossierCardsIn(dossiers), ...waiting };
  const told: { readonly paymentId: PaymentId; readonly refundId: RefundId }[] = [];
  const refundQueue: RefundQueue = {
    async tell({ paymentId, refundId }) {
      told.push({ paymentId, refundId });
    },
  };
  const said: GivenBack[] = [];
  const refundCalls = refundCallsIn(table);
  const webhook = settleCallback({ ...ports, refundCalls });
  const by = { recordedBy: 'test', requestId: 'r-1' };
  const published: Announcement[] = [];
  let consumed = 0;

  const house = {
    ...ports,
    refundCalls,
    refundQueue,
    /** Refunds that the queue was told of. */
    toldRefunds: told,
    /** What was said of refunds to those who watch. */
    saidOfRefunds: said,
    giveBack: giveBack({
      ...{ ...ports, calls: refundCalls, queue: refundQueue, ladder: playedLadder, now },
      tell: (given) => said.push(given),
    }),
    table,
    dossierTable: dossiers,
    clock,
    secrets,
    published,
    /** What the provider says when it is asked, by reference, and what it was asked. */
    truth,
    questions,
    /** Passes before each answer of the provider. */
    slow: undefined as (() => Promise<void>) | undefined,
    read: readPayment(ports),
    list: listDossierPayments(ports),
    describeReturn: describeReturn(ports),
    openPayment: openPayment(ports),
    openAttempt: openAttempt({ ...ports, ...orderUrlsOf(PUBLIC_ORIGIN, anyPepper) }),
    cancelPayment: cancelPayment(ports),
    askAfterReturn: askAfterReturn(ports),
    sweepFees: sweepFees({ ...ports, timers: feeTimers(table), refunds: refundQueue }),

    /** Sets a merchant up as the installation does. */
    async merchant(
      merchant: string,
      secret: unknown,
      agencyCode: AgencyCode = 'H26',
      provider = 'vnpay',
      more: { readonly setUpAt?: number; readonly endedAt?: number } = {},
    ) {
      const secretId = `merchants/${provider}/${merchant}`;
      secrets.texts.set(secretId, JSON.stringify(secret));
      await table.put({
        pk: `MER#${provider}#${merchant}`,
        sk: 'MER',
        listPk: merchantListOf(provider, agencyCode),
        listSk: merchant,
        agencyCode,
        secretId,
        credentialsUpdatedAt: clock.now,
        ...more,
      });
    },

    /** Registers a dossier; with a status it is folded as well. */
    async dossier(dossierCode = DOSSIER, status?: number, agencyCode = AGENCY) {
      const fact = {
        kind: 'registered',
        dossierCode,
        procedureCode: '2.000635',
        procedureName: 'Cấp bản sao trích lục hộ tịch',
        agencyCode,
        applicant: { fullName: 'Nguyễn Thị Ánh' },
        channel: 'online',
        submittedAt: clock.now,
        receivedAt: clock.now,
        timeLimit: { amount: 3, unit: 'working_days' },
        notify: { sms: false, email: false },
      };
      await dossiers.put({ pk: `DOS#${dossierCode}`, sk: 'CARD#registration', fact });
      if (status !== undefined)
        await dossiers.put({ pk: `DOS#${dossierCode}`, sk: 'HEAD', document: { status: { number: status } } });
    },

    /** Opens a fee, by default 150.000 đ in two items. */
    fee: (input: Record<string, unknown> = {}, id = 'a', caller: Caller = backOffice(), dossierCode = DOSSIER) =>
      house.openPayment({
        paymentId: `pay_${id.padStart(26, '0')}`,
        dossierCode,
        fee: FeeInput.parse({ items: ITEMS, ...input }),
        caller,
        now: clock.now,
        by,
      }),

    /** Gives a way to pay a fee. */
    attempt: (
      paymentId: PaymentId,
      choice: Record<string, unknown> = {},
      token = 'b',
      viewer = backOffice(),
      requestId = by.requestId,
    ) =>
      house.openAttempt({
        paymentId,
        token: token.padStart(26, '0'),
        choice: AttemptInput.parse({ provider: 'vnpay', ...choice }),
        viewer,
        payerIp: '203.0.113.7',
        now: clock.now,
        by: { ...by, requestId },
      }),

    /** A fee with one attempt. */
    async attempted(id = 'a', token = 'b', dossierCode = DOSSIER) {
      const payment = must(await house.fee({}, id, backOffice(), dossierCode));
      const attempt = must(await house.attempt(payment.paymentId, {}, token));
      return { payment, attempt };
    },

    cancel: (paymentId: PaymentId, reason = 'Thu nhầm') =>
      house.cancelPayment({ paymentId, cancellation: { reason, by: 'Trần Văn Bình' }, viewer: backOffice(), by }),

    /** Takes a message at the merchant's address; the verdict. */
    async told(message: ProviderMessage, merchant = MERCHANT, provider = 'vnpay') {
      return (await webhook({ provider, merchant }, message, 'r-2')).verdict;
    },
    webhook,

    /** Moves the clock and lets the stream and the sweep do their work. */
    async sweepAt(now: number) {
      clock.now = now;
      await house.settle();
      const swept = await house.sweepFees(now, 'r-3');
      await house.settle();
      return swept;
    },

    /** The payment as its facts say now. */
    async known(paymentId: PaymentId) {
      const payment = await ledger.payment(paymentId);
      if (!payment) throw new Error(`no payment ${paymentId}`);
      return payment;
    },

    /** Lets the stream's consumer work off what was recorded. */
    async settle() {
      const parts = {
        capability: 'payments',
        books: paymentBooks(table, now),
        bus: {
          async publish(_capability: string, milestones: readonly Announcement[]) {
            published.push(...milestones);
          },
        },
        refoldQueue: { async send() {} },
      };
      while (consumed < table.changes.length) {
        const records = table.changes.slice(consumed, consumed + 10).map(imagesOf);
        await consumeStream(records, parts);
        consumed += records.length;
      }
    },
  };
  return house;
};

/** The fee of these tests: 150.000 đ. */
/** An item of which an exemption leaves nothing to pay. */
export const EXEMPT = {
  code: 'LP01',
  name: 'Lệ phí cấp bản sao',
  kind: 'le_phi',
  amountVnd: 0,
  fullAmountVnd: 8000,
  exemption: { kind: 'digital_citizen', legalBasis: 'Điều 2 Thông tư 117/2026/TT-BTC' },
} as const;

export const ITEMS = [
  { code: 'LP01', name: 'Lệ phí trích lục', kind: 'le_phi', amountVnd: 50_000 },
  { code: 'P01', name: 'Phí thẩm định', kind: 'phi', amountVnd: 100_000 },
];

/** The provider's page on which an attempt is paid. */
export const pageOf = ({ creation }: Attempt): string => {
  const checkout = creation?.kind === 'created' ? creation.checkout : undefined;
  if (!checkout || checkout.kind === 'unknown' || !checkout.url) throw new Error('the attempt has no page to pay on');
  return checkout.url;
};

/** A house with its merchant and its dossier in place. */
export const readyHouse = async (others: readonly PaymentProvider[] = []) => {
  const house = paymentHouse(others);
  await house.merchant(MERCHANT, { current: CREDENTIALS, previous: [] });
  await house.dossier();
  return house;
};

/** An order that a payer asks for at a moment, for so many minutes. */
export const orderFor = (provider: string, createdAt: number, minutes: number): Order => ({
  reference: '0123456789abcdefghjkmnpqrs',
  dossierCode: DOSSIER,
  amountVnd: 150_000,
  locale: 'vi',
  createdAt,
  expiresAt: createdAt + minutes * 60_000,
  payerIp: '203.0.113.7',
  returnUrl: `https://motcua.example.vn/payments/return/${provider}/H26`,
  webhookUrl: `https://motcua.example.vn/webhooks/payments/${provider}/H26`,
  pageUrl: 'https://motcua.example.vn/t/TOKEN/pay/REFERENCE',
});
