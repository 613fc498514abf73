import { madeId } from '../../../shared/kernel/ids.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { idempotencyKey, jsonBody, keptCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { postToken } from '../../../shared/platform/pepper.ts';
import type { moneyApiContract } from '../contract.ts';
import type { MerchantRows } from '../ports.ts';
import { askRefund, RefundInput } from '../usecases/ask-refund.ts';
import type { DeedPorts } from '../usecases/keep-deed.ts';
import { listRefunds } from '../usecases/list-refunds.ts';
import { recordTransfer, TransferInput } from '../usecases/record-transfer.ts';
import { refundView } from '../usecases/refund-view.ts';
import type { AttemptRoutePorts } from './attempt-routes.ts';
import { authorOf } from './wiring.ts';

/** What the routes need of their surroundings. */
export interface RefundRoutePorts extends DeedPorts, Pick<AttemptRoutePorts, 'pepper' | 'publicOrigin'> {
  readonly merchants: Pick<MerchantRows, 'find'>;
}

type Routes = Pick<RouteHandlers<(typeof moneyApiContract)['routes']>, 'askRefund' | 'listRefunds' | 'recordTransfer'>;

const ofPayment = keptCode('paymentId', madeId('pay'));

/** The routes of refunds. */
export const refundRoutes = (ports: RefundRoutePorts): Routes => ({
  askRefund: taking(
    [ofPayment, idempotencyKey, jsonBody(RefundInput)],
    async (request, answer, paymentId, key, wish) => {
      const token = postToken(await ports.pepper(), 'refunds', paymentId, key);
      const asked = await askRefund(ports)({ paymentId, token, wish, caller: request.caller, by: authorOf(request) });
      return answer(asked, 202, ({ refund: { refundId, state, approvalId } }) => ({ refundId, state, approvalId }));
    },
  ),
  listRefunds: taking([ofPayment], async ({ caller }, answer, paymentId) =>
    answer(await listRefunds(ports)(paymentId, caller), 200, (refunds) => ({
      items: refunds.map(({ payment, refund, isWithoutMerchant }) => refundView(payment, refund, isWithoutMerchant)),
    })),
  ),
  recordTransfer: taking(
    [ofPayment, keptCode('refundId', madeId('rfd')), jsonBody(TransferInput)],
    async (request, answer, paymentId, refundId, transfer) => {
      const { caller, now } = request;
      const asked = { paymentId, refundId, transfer, caller, now, by: authorOf(request) };
      return answer(await recordTransfer(ports)(asked), 200, ({ payment, refund }) => refundView(payment, refund));
    },
  ),
});
