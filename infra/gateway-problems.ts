import { failurePolicy } from '../shared/kernel/failures.ts';

/** What the gateway answers before a handler is reached. */
export interface GatewayProblem {
  readonly status: number;
  readonly title: string;
  readonly kind: string;
  readonly detail: string;
}

/** The gateway's own answers in the words of the handlers. */
export const gatewayProblems = {
  noRoute: { ...failurePolicy.not_found, kind: 'not_found', detail: 'route' },
  tooLarge: { ...failurePolicy.too_large, kind: 'too_large', detail: 'at most 10 MB reach the API' },
  wrongMediaType: {
    ...failurePolicy.unsupported_media_type,
    kind: 'unsupported_media_type',
    detail: 'expected application/json',
  },
  throttled: {
    status: 429,
    title: 'Too many requests at once',
    kind: 'too_many_requests',
    detail: 'wait, then send it again',
  },
  filtered: { status: 403, title: 'The request was refused', kind: 'refused', detail: 'by a rule of the firewall' },
  unreachable: {
    ...failurePolicy.temporarily_unavailable,
    kind: 'temporarily_unavailable',
    detail: 'the same request may be sent again',
  },
  timedOut: {
    status: 504,
    title: 'The outcome is not known: ask again',
    kind: 'unknown_outcome',
    detail: 'the same request may be sent again',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    kind: 'internal',
    detail: 'the same request may be sent again',
  },
} as const satisfies Record<string, GatewayProblem>;

/** The body of such an answer (RFC 9457). */
export const gatewayBody = ({ status, title, kind, detail }: GatewayProblem, requestId: string) => ({
  type: `urn:motcua:problem:${kind}`,
  title,
  status,
  kind,
  detail,
  requestId,
});

/** The headers of such an answer, as handlers send them. */
export const gatewayHeaders = {
  'Content-Type': 'application/problem+json; charset=utf-8',
  'X-Content-Type-Options': 'nosniff',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'Cache-Control': 'no-store',
} as const;
