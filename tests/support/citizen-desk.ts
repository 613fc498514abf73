import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import type { FeeReceipt } from '../../functions/web/domain/fee-receipt.ts';
import type { SentFile } from '../../functions/web/domain/sent-file.ts';
import { checkPageRoutes } from '../../functions/web/handlers/check-page-routes.ts';
import { figureRoutes } from '../../functions/web/handlers/figure-routes.ts';
import { lookUpFormRoutes, lookUpRoutes } from '../../functions/web/handlers/look-up-routes.ts';
import { pageServer } from '../../functions/web/handlers/page-server.ts';
import { payRoutes } from '../../functions/web/handlers/pay-routes.ts';
import { preferenceRoutes } from '../../functions/web/handlers/preference-routes.ts';
import { publicRoutes } from '../../functions/web/handlers/public-routes.ts';
import { ratingRoutes } from '../../functions/web/handlers/rating-routes.ts';
import { receiptPageRoutes } from '../../functions/web/handlers/receipt-page-routes.ts';
import { resultRoutes } from '../../functions/web/handlers/result-routes.ts';
import { statusRoutes } from '../../functions/web/handlers/status-routes.ts';
import { transferRoutes } from '../../functions/web/handlers/transfer-routes.ts';
import type {
  Agencies,
  CitizenDossier,
  CitizenRating,
  CitizenWishes,
  DocumentRegister,
  Documents,
  Dossiers,
  Fee,
  Fees,
  FormerDocument,
  IssuedDocument,
  PayPress,
  Ratings,
  Receipts,
  Redeemed,
  RegisteredDocument,
  ReturnedAttempt,
  SentFiles,
  Transfer,
  WaysIn,
  Wishes,
  WishesChange,
} from '../../functions/web/ports.ts';
import type { Failure } from '../../shared/kernel/failures.ts';
import type { DossierCode } from '../../shared/kernel/ids.ts';
import type { WayToPay } from '../../shared/kernel/payment-providers.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import type { StrangerLimits } from '../../shared/kernel/stranger-limits.ts';
import { DAY_MS, MINUTE_MS } from '../../shared/kernel/time.ts';
import { pepperFrom } from '../../shared/platform/pepper.ts';
import { tableTries } from '../../shared/platform/table-tries.ts';
import { givenOut, handedOver } from './gateway-body.ts';
import { memoryTable } from './memory-table.ts';
import { publishedSample } from './published-sample.ts';
import { inVietNam } from './viet-nam-time.ts';

/** The one dossier of the desk, its token, and the code that its document is found by. */
export const TOKEN = '0123456789abcdefghjkmnpqrs';
export const DOSSIER: DossierCode = 'H26.10-261116-0007';
export const VERIFICATION = 'zyxwvtsrqpnmkjhgfedcba9876';

/** The check that the desk opens. */
export const CHECK = `chk_${'0'.repeat(26)}`;

/** The hashes of its files, oldest first. */
export const DOCUMENT_FILES: readonly string[] = [
  '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
];

/** A fee of 150,000 đ. */
export const fee = (given: Partial<Fee> = {}): Fee => ({
  paymentId: 'pay_0123456789abcdefghjkmnpqrs',
  agencyCode: 'H26.10',
  items: [
    { name: 'Lệ phí cấp bản sao', amountVnd: 100_000 },
    { name: 'Phí khai thác dữ liệu', amountVnd: 50_000 },
  ],
  amountVnd: 150_000,
  receivedVnd: 0,
  heldVnd: 0,
  refundedVnd: 0,
  returningVnd: 0,
  surplusVnd: 0,
  ended: undefined,
  receipts: [],
  flags: [],
  isBegun: false,
  hasFailed: false,
  begunTransfer: undefined,
  state: 'created',
  expiresAt: inVietNam('2026-11-23 17:00'),
  ...given,
});

/** The receipt of a fee of 150,000 đ. */
export const feeReceipt = (given: Partial<FeeReceipt> = {}): FeeReceipt => ({
  receiptId: 'rct_0123456789abcdefghjkmnpqrs',
  kind: 'receipt',
  number: 42,
  amountVnd: 150_000,
  ...given,
});

/** The ways to pay where a test says nothing else: one, which leads to a page. */
export const onePage: WayToPay = {
  provider: 'vnpay',
  label: 'VNPAY',
  mark: { letters: 'VN', colour: '#0b5394' },
  checkout: 'page',
};

/** Several ways to pay: a page, a QR code, another page. */
export const severalWays: readonly WayToPay[] = [
  onePage,
  { provider: 'transfer', label: 'Chuyển khoản ngân hàng', mark: { letters: 'QR', colour: '#5b3a9e' }, checkout: 'qr' },
  { provider: 'counter', label: 'Ví điện tử Thử', mark: { letters: 'Thử', colour: '#8a4b08' }, checkout: 'page' },
];

/** What the QR code of a transfer of 150,000 đ says. */
export const transferQr = {
  payload:
    '00020101021238570010A00000072701270006970436011300110012345670208QRIBFTTA530370454061500005802VN62190815MC4TQ8K1NPW2H7X6304ABCD',
  bankName: 'Ngân hàng TMCP Ngoại thương Việt Nam',
  accountNumber: '0011001234567',
  accountName: 'UBND PHUONG HOAN KIEM',
  memo: 'MC4TQ8K1NPW2H7X',
};

/** A bank transfer of 150,000 đ that is waited for. */
export const transfer = (given: Partial<Transfer> = {}): Transfer => ({
  reference: 'MC4TQ8K1NPW2H7X',
  amountVnd: 150_000,
  openedAt: inVietNam('2026-11-18 09:00'),
  expiresAt: inVietNam('2026-11-18 21:00'),
  isFailed: false,
  money: 'none',
  qr: transferQr,
  pageUrl: undefined,
  form: undefined,
  fee: fee({ state: 'pending', isBegun: true }),
  ...given,
});

/** A signed document. */
export const issuedDocument = (given: Partial<IssuedDocument> = {}): IssuedDocument => ({
  resultId: 'res_0123456789abcdefghjkmnpqrs',
  documentNumber: '123/TLKS-BS',
  issuedOn: '2026-11-19',
  signers: ['Trần Văn B'],
  verificationCode: VERIFICATION,
  ...given,
});

/** The dossier of the desk as it stands where a test says nothing else: accepted, in processing. */
export const dossier: CitizenDossier = {
  dossierCode: DOSSIER,
  agencyCode: 'H26.10',
  procedureName: 'Cấp bản sao trích lục hộ tịch',
  applicantName: 'Nguyễn Thị Ánh',
  phone: '0912345678',
  statusNumber: 4,
  promisedAt: inVietNam('2026-11-19 17:00'),
  clock: 'other',
  moments: [
    { at: inVietNam('2026-11-16 09:30'), type: 'registered', date: undefined },
    { at: inVietNam('2026-11-16 09:35'), type: 'accepted', date: undefined },
    { at: inVietNam('2026-11-16 09:35'), type: 'promised', date: inVietNam('2026-11-19 17:00') },
    { at: inVietNam('2026-11-16 09:40'), type: 'details_corrected', date: undefined },
    { at: inVietNam('2026-11-17 08:00'), type: 'processing_started', date: undefined },
  ],
};

/** What strangers may do at the desk: ten wrong digits from a source in a quarter of an hour, 160 in all. */
export const deskLimits: StrangerLimits = {
  wrongDigits: {
    perSource: [{ atMost: 10, withinMs: 15 * MINUTE_MS }],
    inAll: [{ atMost: 320, withinMs: DAY_MS }],
  },
  codes: {
    perPhone: [{ atMost: 5, withinMs: 60 * MINUTE_MS }],
    perSource: [{ atMost: 8, withinMs: 60 * MINUTE_MS }],
    perNeighbourhood: [{ atMost: 24, withinMs: 60 * MINUTE_MS }],
    inAll: [{ atMost: 320, withinMs: DAY_MS }],
  },
  checks: { perSource: [{ atMost: 20, withinMs: 60 * MINUTE_MS }] },
};

/** A form as a browser sends it. */
export const form = (fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) => ({
  body: new URLSearchParams(fields).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
});

/** What a call may carry. */
interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

const gatewayEvent = (
  method: string,
  url: string,
  { headers = {}, body = '' }: Sent,
  sourceIp: string,
): APIGatewayProxyEvent => {
  const { pathname, searchParams } = new URL(url, 'http://desk');
  const query = Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]));
  return {
    httpMethod: method,
    path: pathname,
    resource: '/{proxy+}',
    headers,
    multiValueQueryStringParameters: query,
    pathParameters: {},
    ...handedOver(body),
    requestContext: { requestId: 'request', identity: { sourceIp } },
  } as unknown as APIGatewayProxyEvent;
};

/** The pages over a desk whose dossier, fees and documents a test sets; what citizens asked for is noted. */
export const citizenDesk = (publicOrigin = 'https://motcua.example.vn') => {
  const desk = {
    now: inVietNam('2026-11-18 09:00'),
    dossier,
    fees: [] as Fee[],
    /** The ways in which each of the fees can be paid. */
    ways: [onePage] as readonly WayToPay[],
    transfer: undefined as Transfer | undefined,
    /** The reference of the transfer to which a press leads; undefined where it leads to the provider. */
    leadsTo: undefined as string | undefined,
    documents: [] as IssuedDocument[],
    former: [] as FormerDocument[],
    /** Where the file of each receipt of the fees lies; undefined until it is sealed. */
    receiptUrl: undefined as string | undefined,
    redirectUrl: 'https://provider.example/pay?order=1',
    downloadUrl: 'https://files.example/result.pdf?signature=1',
    refusal: undefined as Failure | undefined,
    returned: undefined as ReturnedAttempt | undefined,
    pressed: [] as PayPress[],
    codesSent: 0,
    /** How the person is told, and what was chosen at the desk. */
    wishes: {
      dossierCode: DOSSIER,
      isErased: false,
      ways: [
        { channel: 'zalo', to: '0912345678', isOn: false },
        { channel: 'sms', to: '0912345678', isOn: true },
        { channel: 'email', to: 'anh@example.vn', isOn: true },
      ],
      language: 'vi',
    } as CitizenWishes,
    chosen: [] as WishesChange[],
    /** How the dossier was rated, or whether it may be. */
    rating: { dossierCode: DOSSIER, isEnded: true, isErased: false, given: undefined } as CitizenRating,
    sentAt: 0,
    /** What a wrong code leads to. */
    wrong: { outcome: 'wrong', triesLeft: 4 } as Redeemed,
    sourceIp: '203.0.113.9',
    /** How the register knows the desk's document. */
    standing: 'issued' as RegisteredDocument['status'],
    /** What the register tells of what became of it. */
    fate: {} as Pick<RegisteredDocument, 'replacedBy' | 'revokedAt' | 'decisionNumber'>,
    /** How the check stands that is opened at the desk; undefined while none is. */
    check: undefined as SentFile | undefined,
    agency: { name: 'UBND phường Hoàn Kiếm', phone: '024 3825 1234' },
    publicOrigin,
  };
  const tries = memoryTable();
  let counter = 0;
  const dossiers: Dossiers = { ofToken: async (token) => (token === TOKEN ? desk.dossier : undefined) };
  const ways: WaysIn = {
    wayIn: async (code) => (code === DOSSIER ? { phones: ['0912345678'], token: TOKEN } : undefined),
  };
  const fees: Fees = {
    ofDossier: async () => desk.fees,
    waysOf: async (asked) => new Map(asked.map(({ paymentId }) => [paymentId, desk.ways])),
    transfer: async (code, reference) =>
      code === DOSSIER && desk.transfer?.reference === reference ? desk.transfer : undefined,
    async startPayment(press) {
      if (!desk.fees.some(({ paymentId }) => paymentId === press.paymentId))
        return fail({ kind: 'not_found', what: 'payment' });
      desk.pressed.push(press);
      if (desk.refusal) return fail(desk.refusal);
      return ok(desk.leadsTo === undefined ? { redirectUrl: desk.redirectUrl } : { transfer: desk.leadsTo });
    },
    broughtBack: async () => desk.returned,
  };
  const receipts: Receipts = {
    async find(code, receiptId) {
      const known = desk.fees.flatMap((each) => each.receipts);
      const found = code === DOSSIER ? known.find((each) => each.receiptId === receiptId) : undefined;
      return found && { ...found, issuedAt: inVietNam('2026-11-18 09:00'), downloadUrl: desk.receiptUrl };
    },
  };
  const wishes: Wishes = {
    ofToken: async (token) => (token === TOKEN ? desk.wishes : undefined),
    async choose(token, change) {
      if (token !== TOKEN) return fail({ kind: 'not_found', what: 'dossier' });
      if (desk.refusal) return fail(desk.refusal);
      desk.chosen.push(change);
      const { language = desk.wishes.language } = change;
      const ways = desk.wishes.ways.map((way) => ({ ...way, isOn: change[way.channel] ?? way.isOn }));
      desk.wishes = { ...desk.wishes, language, ways };
      return ok(undefined);
    },
  };
  const ratings: Ratings = {
    ofToken: async (token) => (token === TOKEN ? desk.rating : undefined),
    async give(token, { stars, words, now }) {
      if (token !== TOKEN) return fail({ kind: 'not_found', what: 'dossier' });
      if (desk.refusal) return fail(desk.refusal);
      const { isEnded, given } = desk.rating;
      if (given || !isEnded) return fail({ kind: 'not_allowed_now', detail: 'not now' });
      desk.rating = { ...desk.rating, given: { at: now, stars, words: words || undefined } };
      return ok('rated');
    },
  };
  const agencies: Agencies = { named: async () => desk.agency };
  const documents: Documents = {
    ofDossier: async () => desk.documents,
    allOfDossier: async () => ({ issued: desk.documents, former: desk.former }),
    async sendCode() {
      if (desk.refusal) return fail(desk.refusal);
      desk.codesSent += 1;
      desk.sentAt = desk.now;
      return ok(undefined);
    },
    async redeem({ code }) {
      if (desk.refusal) return fail(desk.refusal);
      return ok(code === '123456' ? { outcome: 'accepted', url: desk.downloadUrl, sentAt: desk.sentAt } : desk.wrong);
    },
  };
  const known = (): RegisteredDocument => ({
    status: desk.standing,
    documentNumber: '123/TLKS-BS',
    agency: { code: 'H26.10', name: desk.agency.name },
    issuedOn: '2026-11-19',
    sha256: DOCUMENT_FILES.at(-1) ?? '',
    versions: DOCUMENT_FILES,
    signers: ['Trần Văn B', 'UBND phường Hoàn Kiếm'],
    ...desk.fate,
  });
  const register: DocumentRegister = {
    registered: async (code) => (code === VERIFICATION ? known() : undefined),
    registeredFile: async (sha256) => (DOCUMENT_FILES.includes(sha256) ? { ...known(), file: sha256 } : undefined),
    rootsPem: async () => '-----BEGIN CERTIFICATE-----\n',
  };
  const sentFiles: SentFiles = {
    open: async () => (desk.refusal ? fail(desk.refusal) : ok(CHECK)),
    find: async (checkId) => (checkId === CHECK ? desk.check : undefined),
  };
  const pepper = pepperFrom('a pepper for tests, 32 characters or more');
  const counted = { tries: tableTries(tries, async () => pepper), limits: deskLimits, tellPumped: () => undefined };
  const random = () => {
    counter += 1;
    return String(counter).padStart(32, '0');
  };
  const send = (event: APIGatewayProxyEvent) =>
    pageServer(
      (parts) => [
        ...lookUpFormRoutes(parts),
        ...lookUpRoutes(parts, { ways, ...counted }),
        ...statusRoutes(parts, { dossiers, agencies, fees, documents }),
        ...payRoutes(parts, { dossiers, agencies, fees, random }),
        ...transferRoutes(parts, { dossiers, agencies, fees }),
        ...resultRoutes(parts, { dossiers, documents, ...counted }),
        ...receiptPageRoutes(parts, { dossiers, receipts }),
        ...preferenceRoutes(parts, { wishes }),
        ...checkPageRoutes(parts, sentFiles),
        ...ratingRoutes(parts, { ratings }),
        ...publicRoutes(parts, register),
        ...figureRoutes(parts, publishedSample),
      ],
      desk.publicOrigin,
      () => desk.now,
    )(event, {} as Context);
  const call = async (method: string, url: string, sent: Sent = {}) => {
    const answer = await send(gatewayEvent(method, url, sent, desk.sourceIp));
    const headers = Object.fromEntries(
      Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    );
    const bytes = givenOut(answer);
    return { status: answer.statusCode, headers, bytes, body: bytes.toString('utf8') };
  };
  return { desk, tries, call, send };
};
