/** One field of an input that is wrong, with its path as a caller writes it (`timeLimit.unit`). */
export interface FieldFault {
  readonly path: string;
  readonly message: string;
}

/** Every way a use case can fail. Bugs and lost infrastructure are exceptions, not failures. */
export type Failure =
  | { readonly kind: 'malformed_body'; readonly detail: string }
  | { readonly kind: 'idempotency_key_required' }
  | { readonly kind: 'unauthenticated' }
  | { readonly kind: 'forbidden'; readonly permission: string }
  | { readonly kind: 'not_found'; readonly what: string }
  | { readonly kind: 'conflict'; readonly key: string }
  | { readonly kind: 'personal_data_erased' }
  | { readonly kind: 'transition_not_allowed'; readonly from: string; readonly event: string }
  | { readonly kind: 'extension_limit' }
  | { readonly kind: 'no_such_moment'; readonly form: string }
  | { readonly kind: 'not_allowed_now'; readonly detail: string }
  | { readonly kind: 'refund_exceeds_received'; readonly leftVnd: number }
  | { readonly kind: 'refund_spans_transactions' }
  | { readonly kind: 'already_decided' }
  | { readonly kind: 'already_signing' }
  | { readonly kind: 'already_signed' }
  | { readonly kind: 'not_asked' }
  | { readonly kind: 'already_replaced' }
  | { readonly kind: 'not_in_force' }
  | { readonly kind: 'same_person' }
  | { readonly kind: 'period_open' }
  | { readonly kind: 'already_proposed' }
  | { readonly kind: 'nothing_changed' }
  | { readonly kind: 'not_by_hand' }
  | { readonly kind: 'no_merchant'; readonly provider: string }
  | { readonly kind: 'merchant_ended'; readonly merchant: string }
  | { readonly kind: 'too_large'; readonly limitBytes: number }
  | { readonly kind: 'unsupported_media_type'; readonly expected: string }
  | { readonly kind: 'invalid_input'; readonly fields: readonly FieldFault[] }
  | { readonly kind: 'calendar_missing'; readonly year: number }
  | { readonly kind: 'too_many_tries'; readonly retryAt: number }
  | { readonly kind: 'refused_document'; readonly reason: string; readonly detail: string }
  | { readonly kind: 'signature_invalid'; readonly detail: string }
  | { readonly kind: 'unknown_outcome'; readonly detail: string }
  | { readonly kind: 'temporarily_unavailable'; readonly detail: string }
  | { readonly kind: 'not_configured'; readonly detail: string };

/**
 * What the edges do with a failure: the HTTP status, whether a queue tries again, parks or drops, and by `alarm` whether a person is
 * told, whoever was answered. What a stranger can bring about at will tells nobody.
 */
export interface FailurePolicy {
  readonly status: number;
  readonly title: string;
  readonly queue: 'retry' | 'park' | 'drop';
  readonly alarm: boolean;
}

/** The answer to every failure at every edge; a missing row does not compile. */
export const failurePolicy = {
  malformed_body: { status: 400, title: 'The body is not JSON in UTF-8', queue: 'park', alarm: false },
  idempotency_key_required: {
    status: 400,
    title: 'An Idempotency-Key header is required',
    queue: 'park',
    alarm: false,
  },
  unauthenticated: { status: 401, title: 'The API key is missing, unknown or revoked', queue: 'park', alarm: false },
  forbidden: { status: 403, title: 'The API key lacks the permission', queue: 'park', alarm: false },
  not_found: { status: 404, title: 'Not found', queue: 'park', alarm: false },
  conflict: { status: 409, title: 'The same key was used with another body', queue: 'park', alarm: true },
  personal_data_erased: {
    status: 409,
    title: 'The personal data of the dossier were erased',
    queue: 'drop',
    alarm: false,
  },
  transition_not_allowed: {
    status: 409,
    title: 'The official flow does not allow this step now',
    queue: 'drop',
    alarm: false,
  },
  extension_limit: { status: 409, title: 'The term was extended as often as it may be', queue: 'drop', alarm: false },
  no_such_moment: { status: 409, title: 'The dossier has no moment of that form', queue: 'drop', alarm: false },
  refund_exceeds_received: { status: 409, title: 'More than is left of what came', queue: 'park', alarm: false },
  refund_spans_transactions: { status: 409, title: 'No single transaction holds enough', queue: 'park', alarm: false },
  already_signing: { status: 409, title: 'A signature exists', queue: 'park', alarm: false },
  already_signed: { status: 409, title: 'Another signature was taken', queue: 'park', alarm: false },
  not_asked: { status: 409, title: 'No such signature is waited for', queue: 'park', alarm: false },
  already_replaced: { status: 409, title: 'Another result took its place', queue: 'park', alarm: false },
  not_in_force: { status: 409, title: 'It was replaced or revoked', queue: 'park', alarm: false },
  already_decided: { status: 409, title: 'It was decided otherwise', queue: 'park', alarm: false },
  same_person: { status: 409, title: 'Whoever asked cannot approve', queue: 'park', alarm: false },
  period_open: { status: 409, title: 'The period is not over', queue: 'park', alarm: false },
  already_proposed: { status: 409, title: 'The period waits for a second person', queue: 'park', alarm: false },
  nothing_changed: { status: 409, title: 'Nothing differs from what is published', queue: 'park', alarm: false },
  not_by_hand: { status: 409, title: 'No bank transfer by hand is expected', queue: 'park', alarm: false },
  no_merchant: { status: 409, title: 'The agency has no merchant of the provider', queue: 'park', alarm: false },
  merchant_ended: { status: 409, title: 'The merchant was ended', queue: 'park', alarm: false },
  not_allowed_now: { status: 409, title: 'Not allowed in the present state', queue: 'park', alarm: false },
  too_large: { status: 413, title: 'The body is too large', queue: 'park', alarm: false },
  unsupported_media_type: { status: 415, title: 'Unsupported media type', queue: 'park', alarm: false },
  invalid_input: { status: 422, title: 'The input has wrong fields', queue: 'park', alarm: false },
  calendar_missing: { status: 422, title: 'No official calendar covers the dates', queue: 'park', alarm: false },
  refused_document: { status: 422, title: 'The document was refused', queue: 'drop', alarm: false },
  too_many_tries: { status: 429, title: 'Too many tries', queue: 'park', alarm: false },
  signature_invalid: { status: 422, title: 'The signature does not match', queue: 'park', alarm: false },
  unknown_outcome: { status: 503, title: 'The outcome is not known yet', queue: 'retry', alarm: false },
  temporarily_unavailable: { status: 503, title: 'Temporarily unavailable', queue: 'retry', alarm: false },
  not_configured: { status: 503, title: 'Not configured', queue: 'park', alarm: true },
} satisfies Record<Failure['kind'], FailurePolicy>;

type Policies = typeof failurePolicy;

/** The failures of which a person is told. */
export type AlarmingFailure = {
  [K in Failure['kind']]: Policies[K]['alarm'] extends true ? K : never;
}[Failure['kind']];

/** Whether a person is told of a failure. */
export const isAlarming = (kind: Failure['kind']): kind is AlarmingFailure => failurePolicy[kind].alarm;
