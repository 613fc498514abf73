import { expect, test } from 'vitest';
import { paymentFacts } from '../../../functions/payments/domain/facts.ts';

const attemptId = `att_${'7'.repeat(26)}`;
const account = { provider: 'vnpay', merchant: 'H26-vnpay' };
const item = { code: 'P01', name: 'Phí', kind: 'phi', amountVnd: 150_000 };
const opened = {
  kind: 'opened',
  dossierCode: 'H26.10-261120-0007',
  agencyCode: 'H26.10',
  items: [item],
  blocksProcessing: true,
};
const attempt = {
  kind: 'attempt',
  attemptId,
  ...account,
  reference: 'r1',
  amountVnd: 150_000,
  exactAmount: true,
  locale: 'vi',
  createdAt: 1,
  expiresAt: 2,
};
const page = { kind: 'redirect', url: 'https://provider.example/pay' };
const transfer = {
  kind: 'qr',
  payload: '0002',
  bankName: 'Ngân hàng',
  accountNumber: '1',
  accountName: 'UBND',
  memo: 'HS1',
};
const ordered = {
  kind: 'ordered',
  attemptId,
  ...account,
  reference: 'r1',
  creation: { kind: 'created', checkout: page },
};
const told = { ...account, reference: 'r1', providerTransactionId: 'T1', code: '00', amountVnd: 1, currency: 'VND' };

interface Limits {
  readonly taken: readonly object[];
  readonly refused: readonly object[];
}

const named = (name: string, taken: readonly unknown[], refused: readonly unknown[]): Limits => ({
  taken: taken.map((value) => ({ [name]: value })),
  refused: refused.map((value) => ({ [name]: value })),
});

/** Letters, digits, dots and lines, from one of them to so many. */
const words = (name: string, most: number): Limits =>
  named(name, ['1', 'FT-2.0_a', 'x'.repeat(most)], ['', 'a b', '#a', 'a#', 'a#b', 'ệ', 'x'.repeat(most + 1)]);

const creations = ({ taken, refused }: Limits, creation: object): Limits => ({
  taken: taken.map((changes) => ({ creation: { ...creation, ...changes } })),
  refused: refused.map((changes) => ({ creation: { ...creation, ...changes } })),
});

const checkouts = (limits: Limits, checkout: object): Limits => {
  const inCheckout = (changes: object) => ({ checkout: { ...checkout, ...changes } });
  const inner = { taken: limits.taken.map(inCheckout), refused: limits.refused.map(inCheckout) };
  return creations(inner, { kind: 'created' });
};

const texts = (name: string, least: number, most: number): Limits =>
  named(
    name,
    ['x'.repeat(least), 'x'.repeat(most)],
    ['x'.repeat(most + 1), ...(least > 0 ? ['x'.repeat(least - 1)] : []), undefined],
  );

const addresses = (...optional: readonly undefined[]): Limits =>
  named(
    'url',
    ['https://a.example/', 'http://localhost:8080/x', `https://a.example/${'x'.repeat(3982)}`, ...optional],
    [
      'javascript:alert(1)',
      'ftp://a.example/',
      'xhttps://a.example/',
      'httpss://a.example/',
      `https://a.example/${'x'.repeat(3983)}`,
    ],
  );

const amounts = named('amountVnd', [0, 150_000], [-1, 0.5, '1', undefined]);
const required = (name: string) => named(name, [], [undefined]);
const transactions = [
  words('providerTransactionId', 100),
  words('code', 40),
  amounts,
  ...['providerTransactionId', 'code', 'currency', 'reference'].map(required),
];
const currencies = named('currency', ['VND', 'USD'], ['', 'VN', 'VNDX', 'XVND#', '#VND', 'vnd']);
const accounts = [named('provider', ['momo'], [1, undefined]), named('merchant', ['M'], [1, undefined])];

// One test for each kind: its schema is made once in a file.
test.each<[{ readonly kind: string; readonly [field: string]: unknown }, ...Limits[]]>([
  [
    opened,
    named('items', [[{ ...item, kind: 'le_phi' }]], [[{ ...item, kind: 'x' }], [{ ...item, amountVnd: -1 }], [1], 1]),
    named('blocksProcessing', [false], ['true', undefined]),
    named('expiresAt', [1, undefined], ['1', 0.5]),
    named('receivingAgencyCode', ['H26', undefined], [1]),
  ],
  [
    attempt,
    named('attemptId', [`att_${'0'.repeat(26)}`], ['att_1', attemptId.slice(4)]),
    named('reference', ['1', 'HS.2026-0_a', 'x'.repeat(100)], ['', '-1', '#1', '1#', '1 2', 'x'.repeat(101)]),
    named('locale', ['en'], ['vn', '']),
    named('exactAmount', [false], [1]),
    amounts,
    ...accounts,
  ],
  [
    ordered,
    creations(words('providerOrderId', 100), { kind: 'created', checkout: page }),
    creations(named('providerOrderId', [undefined], []), { kind: 'created', checkout: page }),
    creations(required('code'), { kind: 'refused', why: 'declined', code: 'E7' }),
    creations(named('expiresAt', [1, undefined], ['1']), { kind: 'created', checkout: page }),
    creations(words('code', 40), { kind: 'refused', why: 'declined' }),
    creations(named('why', ['unreachable', 'misconfigured'], ['frozen', '']), { kind: 'refused', code: 'E7' }),
    named('creation', [], [{ kind: 'lent' }, undefined]),
    checkouts(addresses(), page),
    checkouts(addresses(undefined), transfer),
    checkouts(texts('payload', 1, 512), transfer),
    checkouts(texts('bankName', 0, 200), transfer),
    checkouts(texts('accountNumber', 0, 40), transfer),
    checkouts(texts('accountName', 0, 200), transfer),
    checkouts(texts('memo', 0, 100), transfer),
    checkouts(named('kind', [], ['deep_link']), page),
    ...accounts,
  ],
  [
    { kind: 'money_in', ...told, outcome: 'paid' },
    ...transactions,
    currencies,
    named('outcome', ['suspected'], ['failed', '']),
    ...accounts,
  ],
  [{ kind: 'failed', ...told }, ...transactions, currencies, ...accounts],
  [
    { kind: 'cancelled', reason: 'Thu nhầm', by: 'Bình' },
    named('reason', ['x'], [1, undefined]),
    named('by', ['x'], [1, undefined]),
  ],
  [{ kind: 'closed', reason: 'expired' }, named('reason', [], ['', 'paid', undefined])],
])('$kind is recorded within its limits, and not beyond them', (fact, ...limits) => {
  const takes = (changes: object) => paymentFacts.recorded(fact.kind)?.safeParse({ ...fact, ...changes }).success;
  expect(takes({})).toBe(true);
  expect(paymentFacts.stored(fact)).toEqual(fact);
  for (const { taken, refused } of limits) {
    for (const changes of taken) expect(takes(changes), JSON.stringify(changes)).toBe(true);
    for (const changes of refused) expect(takes(changes), JSON.stringify(changes)).toBe(false);
  }
});
