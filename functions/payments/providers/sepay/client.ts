import { ok, type Result } from '../../../../shared/kernel/result.ts';
import type { Creation } from '../../domain/facts.ts';
import { memoOf } from '../../domain/memo.ts';
import type { Answer, Checked, Order, Probe, Question, Refusal, Terminal } from '../../ports.ts';
import { addressesAt } from '../addresses.ts';
import { transferTo } from '../bank-account.ts';
import type { MakeProvider } from '../registry.ts';
import { answerNotice, readNotice } from './callback.ts';
import { checkoutForm, isOfGateway, readHint, readReturn, type Shop } from './gateway.ts';
import { askGateway, checkGateway } from './gateway-order.ts';
import { manifest } from './manifest.ts';
import { askSepay, checkSepay, listSepay } from './query.ts';

type Ask = (question: Question) => Promise<Answer>;

type Check = (probe: Probe) => Promise<Checked>;

/** What both sides of SePay say of an order: all money that either tells of; nothing is known to be unpaid while one does not say. */
const askAll =
  (asks: readonly Ask[]): Ask =>
  async (question) => {
    const answers = await Promise.all(asks.map((ask) => ask(question)));
    const [callback, ...further] = answers.flatMap((each) =>
      each.kind === 'told' ? [each.callback, ...(each.further ?? [])] : [],
    );
    if (callback) return { kind: 'told', callback, further };
    return answers.find(({ kind }) => kind === 'unknown') ?? { kind: 'unfinished' };
  };

/** Credentials are taken where both sides take them. */
const checkAll =
  (checks: readonly Check[]): Check =>
  async (probe) => {
    const checked = await Promise.all(checks.map((check) => check(probe)));
    const worst = (['refused', 'unknown', 'taken'] as const).flatMap((verdict) =>
      checked.filter((each) => each.verdict === verdict),
    );
    return worst[0] ?? { verdict: 'unknown', code: 'nobody' };
  };

const saysNothing = (read: Result<unknown, Refusal>): Result<readonly never[], Refusal> => (read.ok ? ok([]) : read);

/** How the messages of the gateway, and the browsers that it sends back, are read; those of bank webhooks hint at nothing. */
const gatewayHears = (keys: Parameters<typeof readNotice>[0], shop: Shop): Pick<Terminal, 'hints' | 'back'> => ({
  hints: (message) => (isOfGateway(message) ? readHint(shop, message) : saysNothing(readNotice(keys, message))),
  back: (message) => readReturn(shop, message),
});

/**
 * SePay: an order is a VietQR code to the merchant's own account, of which SePay tells what comes there, and lists it for whoever has its
 * token; or a page of its payment gateway, which opens by a posted form; or both, then the page for cards.
 */
export const provider: MakeProvider = (origin, call) => {
  const at = addressesAt(manifest, origin);
  return {
    manifest,
    reference: memoOf,
    terminal(credentials) {
      const account = manifest.credentials().parse(credentials);
      const { apiKey, webhookSecret, accountNumber, merchantId, secretKey } = account;
      const isBankWatched = apiKey !== undefined || webhookSecret !== undefined;
      const bank = apiKey === undefined ? undefined : { apiKey, accountNumber, address: at.transactions, call };
      const shop =
        merchantId === undefined || secretKey === undefined
          ? undefined
          : { merchantId, secretKey, address: at.order, call };
      const asks = [...(bank ? [askSepay(bank)] : []), ...(shop ? [askGateway(shop)] : [])];
      const checks = [...(bank ? [checkSepay(bank)] : []), ...(shop ? [checkGateway(shop)] : [])];

      const pageOf = (order: Order) =>
        shop && { url: order.pageUrl, form: checkoutForm(shop, order, at.checkout, isBankWatched) };

      const create = async (order: Order): Promise<Creation> => {
        const page = pageOf(order);
        if (page && !isBankWatched) return { kind: 'created', checkout: { kind: 'redirect', ...page } };
        return transferTo(account, order, page);
      };

      return {
        create,
        read: (message) =>
          shop && isOfGateway(message) ? saysNothing(readHint(shop, message)) : readNotice(account, message),
        ...(shop ? gatewayHears(account, shop) : {}),
        ...(asks.length > 0 ? { ask: askAll(asks), check: checkAll(checks) } : {}),
        ...(bank ? { list: listSepay(bank) } : {}),
      };
    },
    answer: answerNotice,
  };
};
