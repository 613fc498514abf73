import { describe, expect, test } from 'vitest';
import { headerFault, readLine } from '../../../functions/payments/domain/statement-line.ts';
import { manifestOf } from '../../../functions/payments/providers/manifests.ts';
import { RefundOutcome, refundWords } from '../../../functions/sandbox/domain/refunds.ts';
import { KnownProvider } from '../../../shared/kernel/payment-providers.ts';
import { bothSides } from '../../support/both-sides.ts';

type Sides = Awaited<ReturnType<typeof bothSides>>;

const pageOf = async ({ house, provider, order }: Sides): Promise<string> => {
  const { status, text = '' } = await house.call('GET', `/sandbox/${provider.manifest.name}/pay/${order.reference}`);
  expect(status).toBe(200);
  return text;
};

const press = ({ house, provider, order }: Sides, about: 'orders' | 'refunds', outcome: string) =>
  house.call('POST', `/sandbox/${provider.manifest.name}/${about}/${order.reference}/outcome`, {
    form: `outcome=${outcome}`,
  });

/** What a form's buttons send, and the words on them. */
const buttonsOf = (text: string, action: string) =>
  [...text.matchAll(/<form method="post" action="([^"]+)"><button name="outcome" value="(\w+)">([^<]+)/g)]
    .filter(([, to]) => to === action)
    .map(([, , value, words]) => [value, words]);

describe.each(KnownProvider.options)('the page of a %s order in the sandbox', (name) => {
  test('offers what becomes of refunds once it is paid, and not before', async () => {
    const sides = await bothSides(name);
    const { refunds } = await manifestOf(name);
    expect(await pageOf(sides)).not.toContain('Hoàn tiền');
    await press(sides, 'orders', 'pay');
    const text = await pageOf(sides);
    const buttons = buttonsOf(text, `http://localhost:8080/sandbox/${name}/refunds/${sides.order.reference}/outcome`);
    const words = RefundOutcome.options.map((outcome) => [
      outcome,
      `${refundWords[outcome].label}${outcome === 'done' ? ' (đang áp dụng, in force)' : ''}`,
    ]);
    expect(buttons).toEqual(refunds ? words : []);
    expect(text.includes('tự chuyển khoản trả lại')).toBe(!refunds);
  });
});

test('a button for refunds says what was chosen, and its outcome holds until the next', async () => {
  const sides = await bothSides('vnpay');
  await press(sides, 'orders', 'pay');
  for (const outcome of ['declined', 'down'] as const) {
    const { status, text } = await press(sides, 'refunds', outcome);
    expect([status, text]).toEqual([200, expect.stringContaining(refundWords[outcome].english)]);
    expect(await pageOf(sides)).toContain(`${refundWords[outcome].label} (đang áp dụng, in force)`);
  }
  expect((await press(sides, 'refunds', 'stolen')).status).toBe(422);
});

describe('a bank that tells nobody', () => {
  const statement = (sides: Sides, date: string, account = '0021000123456') =>
    sides.house.call('GET', `/sandbox/vietqr/statements/${account}/${date}.csv`);

  const transfer = ({ house }: Sides, content: string, amountVnd: number) =>
    house.call('POST', '/sandbox/sepay/transfers', {
      json: { accountNumber: '0021000123456', content, amountVnd },
    });

  test('says so once an order is paid, and offers the statement of the day with the command that hands it in', async () => {
    const sides = await bothSides('vietqr');
    const { text: before } = await press(sides, 'orders', 'abandon');
    expect(before).not.toContain('Sao kê');
    const { status, text = '' } = await press(sides, 'orders', 'pay');
    expect(status).toBe(200);
    for (const shown of [text, await pageOf(sides)]) {
      expect(shown).toContain('không tự báo');
      expect(shown).toContain('href="http://localhost:8080/sandbox/vietqr/statements/0021000123456/2026-11-18.csv"');
      expect(shown).toContain('http://localhost:8080/v1/reconciliations/vietqr/MOTCUA-VIETQR/2026-11-18');
    }
  });

  test('states all transfers of the account of a Vietnamese day in the format that motcua reads', async () => {
    const sides = await bothSides('vietqr');
    const { reference } = sides.order;
    const moments = ['2026-11-17T23:59:59', '2026-11-18T00:00:00', '2026-11-18T23:59:59', '2026-11-19T00:00:00'];
    const contents = ['no memo', `IBFT ${reference.toLowerCase()}`, `${reference} ${reference}`, 'MCW'];
    for (const [n, moment] of moments.entries()) {
      sides.house.now = Date.parse(`${moment}+07:00`);
      expect((await transfer(sides, contents[n] ?? '', 1000 + n)).status).toBe(201);
    }
    const { status, text = '', headers } = await statement(sides, '2026-11-18');
    expect([status, headers?.['Content-Type']]).toEqual([200, 'text/csv; charset=utf-8']);
    const [header = '', ...lines] = text.trimEnd().split('\n');
    expect(headerFault(header.split(','))).toBeUndefined();
    const read = lines.map((line, n) => readLine(n + 2, line.split(',')));
    expect(read).toMatchObject([
      {
        ok: true,
        said: { reference, kind: 'payment', amountVnd: 1001, occurredAt: Date.parse(`${moments[1]}+07:00`) },
      },
      {
        ok: true,
        said: { reference, kind: 'payment', amountVnd: 1002, occurredAt: Date.parse(`${moments[2]}+07:00`) },
      },
    ]);
  });

  test('names no order where a content names none or two, and has no statement of an unknown account or date', async () => {
    const sides = await bothSides('vietqr');
    const { reference } = sides.order;
    await transfer(sides, `${reference} MCW${'2'.repeat(13)}`, 1000);
    await transfer(sides, 'nop le phi', 2000);
    const { text = '' } = await statement(sides, '2026-11-18');
    const lines = text.trimEnd().split('\n').slice(1);
    expect(lines.map((line) => line.split(',')[0])).toEqual(['', '']);
    expect((await statement(sides, '2026-11-18', '999')).status).toBe(404);
    expect((await statement(sides, '2026-02-30')).status).toBe(404);
    expect((await sides.house.call('GET', '/sandbox/vnpay/statements/0021000123456/2026-11-18.csv')).status).toBe(404);
  });
});
