import { type GatewayResponseOptions, ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { type GatewayProblem, gatewayBody, gatewayHeaders, gatewayProblems } from '../gateway-problems.ts';

/**
 * What API Gateway answers by itself, in our words. A method that a resource lacks is reported by the gateway as a missing
 * or malformed signature, because it takes the call for one to AWS; no route of ours asks for such a signature.
 */
const answers: readonly (readonly [GatewayProblem, ...ResponseType[]])[] = [
  [
    gatewayProblems.noRoute,
    ResponseType.MISSING_AUTHENTICATION_TOKEN,
    ResponseType.INVALID_SIGNATURE,
    ResponseType.RESOURCE_NOT_FOUND,
  ],
  [gatewayProblems.tooLarge, ResponseType.REQUEST_TOO_LARGE],
  [gatewayProblems.wrongMediaType, ResponseType.UNSUPPORTED_MEDIA_TYPE],
  [gatewayProblems.throttled, ResponseType.THROTTLED, ResponseType.QUOTA_EXCEEDED],
  [gatewayProblems.filtered, ResponseType.WAF_FILTERED],
  [gatewayProblems.unreachable, ResponseType.INTEGRATION_FAILURE],
  [gatewayProblems.timedOut, ResponseType.INTEGRATION_TIMEOUT],
  [gatewayProblems.internal, ResponseType.DEFAULT_5XX, ResponseType.API_CONFIGURATION_ERROR],
];

const quoted = Object.fromEntries(Object.entries(gatewayHeaders).map(([name, value]) => [name, `'${value}'`]));

/** Has the gateway's own answers be problems as the handlers word them (RFC 9457), explained under `publicOrigin`. */
export function answerInOurWords(api: RestApi, publicOrigin: string): void {
  for (const [problem, ...types] of answers) {
    for (const type of types) {
      const options: GatewayResponseOptions = {
        type,
        statusCode: String(problem.status),
        responseHeaders: quoted,
        templates: { 'application/json': JSON.stringify(gatewayBody(problem, publicOrigin, '$context.requestId')) },
      };
      api.addGatewayResponse(type.responseType, options);
    }
  }
}
