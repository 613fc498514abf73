import { type ProblemKind, problemAddress, problemPolicy } from '../shared/kernel/problems.ts';

/** What the gateway answers before a handler is reached. */
export interface GatewayProblem {
  readonly status: number;
  readonly title: string;
  readonly kind: ProblemKind;
  readonly detail: string;
}

const told = (kind: ProblemKind, detail: string): GatewayProblem => {
  const { status, title } = problemPolicy[kind];
  return { status, title, kind, detail };
};
const REPEAT = 'the same request may be sent again';

/** The gateway's own answers in the words of the handlers. */
export const gatewayProblems = {
  noRoute: told('not_found', 'route'),
  tooLarge: told('too_large', 'at most 10 MB reach the API'),
  wrongMediaType: told('unsupported_media_type', 'expected application/json'),
  throttled: told('too_many_requests', 'wait, then send it again'),
  filtered: told('refused', 'by a rule of the firewall'),
  unreachable: told('temporarily_unavailable', REPEAT),
  timedOut: { ...told('unknown_outcome', REPEAT), status: 504 },
  internal: told('internal', REPEAT),
} as const satisfies Record<string, GatewayProblem>;

/** The body of such an answer (RFC 9457); the page of its kind stands under `publicOrigin`. */
export const gatewayBody = (problem: GatewayProblem, publicOrigin: string, requestId: string) => ({
  type: problemAddress(publicOrigin, problem.kind),
  ...problem,
  requestId,
});

/** The headers of such an answer, as handlers send them. */
export const gatewayHeaders = {
  'Content-Type': 'application/problem+json; charset=utf-8',
  'X-Content-Type-Options': 'nosniff',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'Cache-Control': 'no-store',
} as const;
