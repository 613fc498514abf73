import * as z from 'zod';
import { endingsOf } from '../../domain/endings.ts';
import { jsonIn } from '../../domain/json-in.ts';
import type {
  KnownOrder,
  OpenedOrder,
  PlayedFolder,
  PlayedProvider,
  PlayedRequest,
  ServerAnswer,
} from '../../ports.ts';
import { createdData, linkData, linkIdOf, noticeData, referenceOfLink } from './orders.ts';
import { isSignedOrder, signed } from './signature.ts';

const PayosCredentials = z.object({ clientId: z.string(), apiKey: z.string(), checksumKey: z.string() });
type PayosCredentials = z.infer<typeof PayosCredentials>;

const Asked = z.object({ orderCode: z.int().positive() });

/** What a merchant must say of an order. */
const NewOrder = z.object({
  orderCode: z.int().positive(),
  amount: z.int().min(1),
  description: z.string().min(1).max(25),
  cancelUrl: z.url(),
  returnUrl: z.url(),
  expiredAt: z.int().positive().optional(),
  signature: z.string(),
});

/** How long an order stands whose merchant does not say. */
const OPEN_SECONDS = 86_400;

const refusal = (code: string, desc: string): ServerAnswer => ({ status: 200, json: { code, desc, data: null } });

/** Why payOS does not answer who calls it; undefined where it does. */
function strangerOf({ headers }: PlayedRequest, { clientId, apiKey }: PayosCredentials): ServerAnswer | undefined {
  if (headers['x-client-id'] !== clientId)
    return {
      ...refusal('214', 'Cổng thanh toán không tồn tại hoặc đã tạm dừng, vui lòng chọn cổng khác'),
      toStranger: true,
    };
  return headers['x-api-key'] === apiKey ? undefined : { ...refusal('401', 'API Key không hợp lệ'), toStranger: true };
}

const pageOf = ({ reference, payPage }: KnownOrder): string => new URL(`../web/${linkIdOf(reference)}`, payPage).href;

function create({ body }: PlayedRequest, { checksumKey }: PayosCredentials, known: KnownOrder): ServerAnswer {
  const parsed = NewOrder.safeParse(jsonIn(body));
  if (!parsed.success) return refusal('20', 'Thông tin truyền lên không đúng.');
  if (!isSignedOrder(parsed.data, checksumKey)) return refusal('201', 'Mã kiểm tra(signature) không hợp lệ');
  if (known.order) return refusal('231', 'Đơn thanh toán đã tồn tại');
  const { orderCode, amount, description, returnUrl, expiredAt } = parsed.data;
  const creates: OpenedOrder = {
    reference: String(orderCode),
    amountVnd: amount,
    orderInfo: description,
    createdAt: known.now,
    expiresAt: (expiredAt ?? Math.floor(known.now / 1000) + OPEN_SECONDS) * 1000,
    returnUrl,
  };
  return { status: 200, json: signed(createdData(creates, pageOf(known)), checksumKey), creates };
}

const statuses = { paid: 'PAID', failed: 'CANCELLED' } as const;

/** Where payOS sends the browser back; nothing of it is signed. */
const backTo = (order: OpenedOrder, outcome: keyof typeof statuses): string => {
  const url = new URL(order.returnUrl);
  const told = {
    code: '00',
    id: linkIdOf(order.reference),
    cancel: String(outcome === 'failed'),
    status: statuses[outcome],
    orderCode: order.reference,
  };
  for (const [name, value] of Object.entries(told)) url.searchParams.append(name, value);
  return url.href;
};

const CREATION = /^v2\/payment-requests$/;
const LINK_ID = /^[0-9a-f]{32}$/;

const account = (given: unknown): PlayedProvider => {
  const credentials = PayosCredentials.parse(given);
  const { checksumKey } = credentials;
  return {
    answer(path, request, known) {
      const stranger = strangerOf(request, credentials);
      if (stranger) return stranger;
      if (CREATION.test(path)) return create(request, credentials, known);
      if (!known.order) return refusal('101', 'Mã thanh toán không tồn tại');
      return { status: 200, json: signed(linkData(known.order, known), checksumKey) };
    },
    play(order, outcome, now) {
      const { told, returns, waits } = endingsOf(order, outcome, now);
      const headers = { 'Content-Type': 'application/json' };
      const paid = told.filter((ending) => ending.outcome === 'paid');
      return {
        notices: paid.map((ending) => {
          const body = JSON.stringify({ ...signed(noticeData(order, ending), checksumKey), success: true });
          return { headers, body };
        }),
        returnUrl: returns && backTo(order, returns.outcome),
        waits,
      };
    },
    isConfirmed: ({ status }) => status >= 200 && status < 300,
  };
};

const referenceOf = (named: string): string => (LINK_ID.test(named) ? referenceOfLink(named) : named);

/** payOS from the other side: payment requests v2, with pages at payOS's own numbers. It tells of transfers alone. */
export const played: PlayedFolder = {
  page: {
    method: 'GET',
    path: /^web\/([0-9a-f]{32})$/,
    referenceOf: (_, id = '') => referenceOf(id),
  },
  calls: [
    {
      method: 'POST',
      path: CREATION,
      referenceOf: ({ body }) => Asked.safeParse(jsonIn(body)).data?.orderCode.toString(),
    },
    {
      method: 'GET',
      path: /^v2\/payment-requests\/([0-9a-f]{1,32})$/,
      referenceOf: (_, named = '') => referenceOf(named),
    },
  ],
  account,
};
