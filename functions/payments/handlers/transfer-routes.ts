import { madeId } from '../../../shared/kernel/ids.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { idempotencyKey, jsonBody, keptCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { payUrlOf } from '../adapters/citizen-links.ts';
import type { moneyApiContract } from '../contract.ts';
import type { PaymentLedger } from '../ports.ts';
import type { TransferLedger } from '../transfer-ports.ts';
import { type DecideTransferPorts, decideTransfer, TransferDecisionInput } from '../usecases/decide-transfer.ts';
import { MatchInput, matchTransfer } from '../usecases/match-transfer.ts';
import { paymentView } from '../usecases/payment-view.ts';
import { RefundTransferInput, refundTransfer } from '../usecases/refund-transfer.ts';
import { transferView } from '../usecases/transfer-view.ts';
import type { AttemptRoutePorts } from './attempt-routes.ts';
import { authorOf } from './wiring.ts';

/** What the routes need of their surroundings. */
export type TransferRoutePorts = DecideTransferPorts &
  Pick<AttemptRoutePorts, 'pepper' | 'publicOrigin'> & {
    readonly ledger: PaymentLedger;
    readonly transferLedger: TransferLedger;
  };

type Name = 'matchTransfer' | 'decideTransfer' | 'refundTransfer';

const existing = keptCode('transferId', madeId('trf'));

/** The routes of money that belongs to no fee: to match it to a fee, to decide, to tell that it was given back. */
export const transferRoutes = (
  ports: TransferRoutePorts,
): Pick<RouteHandlers<(typeof moneyApiContract)['routes']>, Name> => ({
  matchTransfer: taking(
    [existing, idempotencyKey, jsonBody(MatchInput)],
    async (request, answer, transferId, _, match) => {
      const { caller, now } = request;
      const matched = await matchTransfer(ports)({ transferId, match, caller, by: authorOf(request) });
      const pepper = await ports.pepper();
      return answer(matched, 200, (payment) =>
        paymentView(payment, payUrlOf(pepper, ports.publicOrigin, payment.dossierCode), now),
      );
    },
  ),
  decideTransfer: taking(
    [existing, idempotencyKey, jsonBody(TransferDecisionInput)],
    async (request, answer, transferId, _, decision) => {
      const { caller } = request;
      return answer(
        await decideTransfer(ports)({ transferId, decision, caller, by: authorOf(request) }),
        200,
        transferView,
      );
    },
  ),
  refundTransfer: taking([existing, jsonBody(RefundTransferInput)], async (request, answer, transferId, refund) => {
    const { caller, now } = request;
    const told = { transferId, refund, caller, now, by: authorOf(request) };
    return answer(await refundTransfer(ports.transferLedger)(told), 200, transferView);
  }),
});
