import { type GatewayResponseOptions, ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { failurePolicy } from '../../shared/kernel/failures.ts';

interface Answer {
  readonly types: readonly ResponseType[];
  readonly status: number;
  readonly title: string;
  readonly kind: string;
}

/**
 * What API Gateway answers by itself, in our words. A method that a resource lacks is reported by the gateway as a missing
 * or malformed signature, because it takes the call for one to AWS; no route of ours asks for such a signature.
 */
const answers: readonly Answer[] = [
  {
    types: [ResponseType.MISSING_AUTHENTICATION_TOKEN, ResponseType.INVALID_SIGNATURE, ResponseType.RESOURCE_NOT_FOUND],
    kind: 'not_found',
    ...failurePolicy.not_found,
  },
  { types: [ResponseType.REQUEST_TOO_LARGE], kind: 'too_large', ...failurePolicy.too_large },
  {
    types: [ResponseType.UNSUPPORTED_MEDIA_TYPE],
    kind: 'unsupported_media_type',
    ...failurePolicy.unsupported_media_type,
  },
  {
    types: [ResponseType.THROTTLED, ResponseType.QUOTA_EXCEEDED],
    status: 429,
    title: 'Too many requests at once',
    kind: 'too_many_requests',
  },
  { types: [ResponseType.WAF_FILTERED], status: 403, title: 'The request was refused', kind: 'refused' },
  {
    types: [ResponseType.INTEGRATION_FAILURE],
    kind: 'temporarily_unavailable',
    ...failurePolicy.temporarily_unavailable,
  },
  {
    types: [ResponseType.INTEGRATION_TIMEOUT],
    status: 504,
    title: 'The outcome is not known: ask again',
    kind: 'unknown_outcome',
  },
  {
    types: [ResponseType.DEFAULT_5XX, ResponseType.API_CONFIGURATION_ERROR],
    status: 500,
    title: 'Something went wrong on our side',
    kind: 'internal',
  },
];

const headers = {
  'Content-Type': "'application/problem+json; charset=utf-8'",
  'X-Content-Type-Options': "'nosniff'",
  'Strict-Transport-Security': "'max-age=63072000; includeSubDomains'",
  'Cache-Control': "'no-store'",
};

/** Has the gateway's own answers be problems as the handlers word them (RFC 9457). */
export function answerInOurWords(api: RestApi): void {
  for (const { types, status, title, kind } of answers) {
    const problem = { type: `urn:motcua:problem:${kind}`, title, status, kind, requestId: '$context.requestId' };
    for (const type of types) {
      const options: GatewayResponseOptions = {
        type,
        statusCode: String(status),
        responseHeaders: headers,
        templates: { 'application/json': JSON.stringify(problem) },
      };
      api.addGatewayResponse(type.responseType, options);
    }
  }
}
