import { madeId } from '../../../shared/kernel/ids.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { idempotencyKey, jsonBody, keptCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { postToken } from '../../../shared/platform/pepper.ts';
import { payUrlOf } from '../adapters/citizen-links.ts';
import type { moneyApiContract } from '../contract.ts';
import { decideTransfer, TransferDecisionInput } from '../usecases/decide-transfer.ts';
import { MatchInput, type MatchTransferPorts, matchTransfer } from '../usecases/match-transfer.ts';
import { paymentView } from '../usecases/payment-view.ts';
import { RefundTransferInput, refundTransfer } from '../usecases/refund-transfer.ts';
import { transferView } from '../usecases/transfer-view.ts';
import type { AttemptRoutePorts } from './attempt-routes.ts';
import { authorOf } from './wiring.ts';

/** What the routes need of their surroundings. */
export type TransferRoutePorts = MatchTransferPorts & Pick<AttemptRoutePorts, 'pepper' | 'publicOrigin'>;

type Name = 'matchTransfer' | 'decideTransfer' | 'refundTransfer';

const existing = keptCode('transferId', madeId('trf'));

/** The routes of money that belongs to no fee: to match it to a fee, to decide, to tell that it was given back. */
export const transferRoutes = (
  ports: TransferRoutePorts,
): Pick<RouteHandlers<(typeof moneyApiContract)['routes']>, Name> => ({
  matchTransfer: taking(
    [existing, idempotencyKey, jsonBody(MatchInput)],
    async (request, answer, transferId, key, match) => {
      const { caller, now } = request;
      const pepper = await ports.pepper();
      const token = postToken(pepper, 'matches', transferId, key);
      const matched = await matchTransfer(ports)({ transferId, token, match, caller, by: authorOf(request) });
      const approvalId = matched.ok ? matched.value.decision.approvalId : undefined;
      if (approvalId) return answer(matched, 202, () => ({ approvalId }));
      return answer(matched, 200, ({ payment }) =>
        paymentView(payment, payUrlOf(pepper, ports.publicOrigin, payment.dossierCode), now),
      );
    },
  ),
  decideTransfer: taking(
    [existing, idempotencyKey, jsonBody(TransferDecisionInput)],
    async (request, answer, transferId, key, decision) => {
      const token = postToken(await ports.pepper(), 'transfer-decisions', transferId, key);
      const asked = { transferId, token, decision, caller: request.caller, by: authorOf(request) };
      const decided = await decideTransfer(ports)(asked);
      const approvalId = decided.ok ? decided.value.decision.approvalId : undefined;
      if (approvalId) return answer(decided, 202, () => ({ approvalId }));
      return answer(decided, 200, ({ transfer }) => transferView(transfer));
    },
  ),
  refundTransfer: taking([existing, jsonBody(RefundTransferInput)], async (request, answer, transferId, refund) => {
    const { caller, now } = request;
    const told = { transferId, refund, caller, now, by: authorOf(request) };
    return answer(await refundTransfer(ports.transferLedger)(told), 200, transferView);
  }),
});
