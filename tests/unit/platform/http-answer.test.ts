import { describe, expect, test } from 'vitest';
import type { Failure } from '../../../shared/kernel/failures.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { answerWith, gatewayResult, problem, unexpected } from '../../../shared/platform/http-answer.ts';

const ORIGIN = 'https://motcua.example.vn';

const wrong = [
  { path: '', message: 'expected an object' },
  { path: 'items.0', message: 'expected text' },
];

/** One failure of each kind, with what is said of this request in particular; a missing one does not compile. */
const failures: readonly (readonly [Failure, string])[] = Object.values({
  malformed_body: [{ kind: 'malformed_body', detail: 'the body is cut' }, 'the body is cut'],
  idempotency_key_required: [
    { kind: 'idempotency_key_required' },
    'send an Idempotency-Key of 1-128 printable ASCII characters',
  ],
  unauthenticated: [{ kind: 'unauthenticated' }, 'send "Authorization: Bearer <key>" with a key that is in force'],
  forbidden: [{ kind: 'forbidden', permission: 'operator' }, 'this needs the permission operator'],
  not_found: [{ kind: 'not_found', what: 'dossier' }, 'dossier'],
  conflict: [{ kind: 'conflict', key: 'k-1' }, 'k-1 was used with another body'],
  transition_not_allowed: [
    { kind: 'transition_not_allowed', from: 'submitted', event: 'returned' },
    'returned is not allowed from submitted',
  ],
  refund_exceeds_received: [{ kind: 'refund_exceeds_received', leftVnd: 5 }, '5 VND are left to give back'],
  refund_spans_transactions: [
    { kind: 'refund_spans_transactions' },
    'no transaction holds so much; ask for a refund of each',
  ],
  already_decided: [{ kind: 'already_decided' }, 'it was decided otherwise before'],
  already_signing: [
    { kind: 'already_signing' },
    'the upload that was asked for bears a signature: what was uploaded since is not signed',
  ],
  already_replaced: [
    { kind: 'already_replaced' },
    'another result took the place of the one that is to be replaced, or is about to',
  ],
  not_in_force: [{ kind: 'not_in_force' }, 'it was replaced or revoked: name the version that you want by its SHA-256'],
  period_open: [{ kind: 'period_open' }, 'figures are published once the period is over'],
  already_proposed: [
    { kind: 'already_proposed' },
    'the figures of the period were proposed, and another person must approve them',
  ],
  nothing_changed: [{ kind: 'nothing_changed' }, 'every figure is as it was published'],
  same_person: [{ kind: 'same_person' }, 'another person than the one who asked must approve'],
  not_by_hand: [{ kind: 'not_by_hand' }, 'the refund does not wait for a bank transfer by hand'],
  not_allowed_now: [{ kind: 'not_allowed_now', detail: 'it is paid' }, 'it is paid'],
  too_large: [{ kind: 'too_large', limitBytes: 8192 }, 'at most 8192 bytes'],
  personal_data_erased: [
    { kind: 'personal_data_erased' },
    'nothing that may hold personal data is kept of this dossier any more',
  ],
  unsupported_media_type: [{ kind: 'unsupported_media_type', expected: 'application/pdf' }, 'expected application/pdf'],
  no_merchant: [
    { kind: 'no_merchant', provider: 'momo' },
    'neither the agency nor one above it has a merchant of momo',
  ],
  merchant_ended: [{ kind: 'merchant_ended', merchant: 'M1' }, 'M1 takes no more payments'],
  invalid_input: [{ kind: 'invalid_input', fields: wrong }, 'wrong: the body, items.0'],
  calendar_missing: [{ kind: 'calendar_missing', year: 2050 }, 'no calendar for 2050'],
  no_such_moment: [
    { kind: 'no_such_moment', form: '04' },
    'nothing that form 04 tells of has happened, or it was taken back',
  ],
  extension_limit: [{ kind: 'extension_limit' }, 'the term was extended as often as it may be'],
  too_many_tries: [{ kind: 'too_many_tries', retryAt: 1_000_000 }, 'wait, then try again'],
  refused_document: [{ kind: 'refused_document', reason: 'not_signed', detail: 'no signature' }, 'no signature'],
  signature_invalid: [{ kind: 'signature_invalid', detail: 'another key' }, 'another key'],
  already_signed: [{ kind: 'already_signed' }, 'another signature was taken for this role'],
  not_asked: [{ kind: 'not_asked' }, 'no file lies ready for a signature by hand of this role'],
  unknown_outcome: [{ kind: 'unknown_outcome', detail: 'no answer yet' }, 'no answer yet'],
  temporarily_unavailable: [{ kind: 'temporarily_unavailable', detail: 'a busy store' }, 'a busy store'],
  not_configured: [{ kind: 'not_configured', detail: 'no merchant' }, 'no merchant'],
} satisfies { readonly [K in Failure['kind']]: readonly [Extract<Failure, { kind: K }>, string] });

describe('a failure', () => {
  test.each(failures)('is answered with all that a problem has: $kind', (failure, detail) => {
    const { statusCode, body, headers } = gatewayResult(problem(failure, 'r-1'), ORIGIN);
    expect(headers?.['Content-Type']).toBe('application/problem+json; charset=utf-8');
    expect(JSON.parse(body)).toEqual({
      type: `${ORIGIN}/problems/${failure.kind}`,
      title: expect.stringMatching(/\S/),
      status: statusCode,
      kind: failure.kind,
      detail,
      requestId: 'r-1',
      ...(failure.kind === 'invalid_input' && { fields: wrong }),
    });
    expect(headers?.['WWW-Authenticate']).toBe(failure.kind === 'unauthenticated' ? 'Bearer' : undefined);
  });

  test('of a use case is its problem, and a value its JSON', () => {
    const answer = answerWith('r-1');
    expect(answer(fail({ kind: 'not_found', what: 'fee' }))).toEqual(
      problem({ kind: 'not_found', what: 'fee' }, 'r-1'),
    );
    expect(answer(ok(7))).toEqual({ status: 200, json: 7 });
    expect(answer(ok(7), 201, (value) => ({ value }))).toEqual({ status: 201, json: { value: 7 } });
  });
});

test('an exception is our fault, without internals; the same request may be sent again', () => {
  const { statusCode, body } = gatewayResult(unexpected('r-1'), ORIGIN);
  expect(statusCode).toBe(500);
  expect(JSON.parse(body)).toEqual({
    type: `${ORIGIN}/problems/internal`,
    title: expect.stringMatching(/\S/),
    status: 500,
    kind: 'internal',
    detail: 'the same request may be sent again',
    requestId: 'r-1',
  });
});

test('every answer is kept out of caches and off plain connections, and read as what it says it is', () => {
  expect(gatewayResult({ status: 204 }, ORIGIN)).toEqual({
    statusCode: 204,
    headers: {
      'X-Content-Type-Options': 'nosniff',
      'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
      'Cache-Control': 'no-store',
    },
    body: '',
  });
});
