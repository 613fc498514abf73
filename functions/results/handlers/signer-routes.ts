import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { PageQuery, pageView } from '../../../shared/kernel/paging.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, pathCode, queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { resultsApiContract } from '../contract.ts';
import { AgencyPlan } from '../domain/agency-plan.ts';
import { SignerId, SignerSetUp } from '../domain/signers.ts';
import type { AgencyPlans } from '../signer-ports.ts';
import { planInForce, putPlan } from '../usecases/agency-plan.ts';
import { endSigner } from '../usecases/end-signer.ts';
import { type PutSignerPorts, putSigner } from '../usecases/put-signer.ts';
import { signerView } from '../usecases/signer-view.ts';

/** What the routes of signers and plans need of their surroundings. */
export interface SignerRoutePorts extends PutSignerPorts {
  readonly agencyPlans: AgencyPlans;
}

type Routes = Pick<
  RouteHandlers<(typeof resultsApiContract)['routes']>,
  'listSigners' | 'readSigner' | 'putSigner' | 'endSigner' | 'readSigningPlan' | 'putSigningPlan'
>;

const signer = pathCode('signerId', SignerId);
const agency = pathCode('agencyCode', AgencyCode);

/** The routes by which an operator says who signs an agency's results, and how. */
export const signerRoutes = (ports: SignerRoutePorts): Routes => ({
  listSigners: taking([queryOf(PageQuery(/^[a-z][a-z0-9-]{0,39}$/))], async (_, answer, { cursor: after, limit }) =>
    answer(ok(await ports.signerRows.list({ after, limit })), 200, (page) => pageView(page, signerView)),
  ),
  readSigner: taking([signer], async (_, answer, signerId) => {
    const row = await ports.signerRows.find(signerId);
    return answer(row ? ok(row) : fail({ kind: 'not_found' as const, what: 'signer' }), 200, signerView);
  }),
  putSigner: taking([signer, jsonBody(SignerSetUp)], async ({ now }, answer, signerId, setUp) => {
    const done = await putSigner(ports)(signerId, setUp, now);
    return answer(done, done.ok && done.value.created ? 201 : 200, (put) => signerView(put.signer));
  }),
  endSigner: taking([signer], async ({ now }, answer, signerId) =>
    answer(await endSigner(ports)(signerId, now), 200, signerView),
  ),
  readSigningPlan: taking([agency], async (_, answer, agencyCode) => {
    const plan = await planInForce(ports)(agencyCode);
    return answer(plan ? ok(plan) : fail({ kind: 'not_found' as const, what: 'signing plan' }));
  }),
  putSigningPlan: taking([agency, jsonBody(AgencyPlan)], async ({ now }, answer, agencyCode, wanted) => {
    const done = await putPlan(ports)(agencyCode, wanted, now);
    return answer(done, done.ok && done.value.created ? 201 : 200, ({ plan }) => plan);
  }),
});
