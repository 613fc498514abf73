import { expect, test } from 'vitest';
import { isSigned } from '../../../functions/sandbox/providers/onepay/signature.ts';
import { CANCELLED, ONEPAY, type OnePayFields, onePayHash, onePayNotice, onePaySigned } from '../../support/onepay.ts';
import { addresses, notices, recordOf } from '../../support/onepay-vectors.ts';
import { fieldsOf, ORIGIN, sandboxHouse } from '../../support/sandbox-house.ts';

const PAGE = `${ORIGIN}/sandbox/onepay/paygate/vpcpay.op`;
const QUERY = `${ORIGIN}/sandbox/onepay/msp/api/v1/vpc/invoices/queries`;

const payFields: OnePayFields = {
  Title: 'Nop le phi',
  vpc_Version: '2',
  vpc_Currency: 'VND',
  vpc_Command: 'pay',
  vpc_AccessCode: ONEPAY.accessCode,
  vpc_Merchant: ONEPAY.merchantId,
  vpc_Locale: 'vn',
  vpc_ReturnURL: `${ORIGIN}/payments/return/onepay/main?from=here`,
  vpc_MerchTxnRef: 'R1',
  vpc_OrderInfo: 'H26.10-261120-0007',
  vpc_Amount: '15000000',
  vpc_TicketNo: '127.0.0.1',
};

const asked: OnePayFields = {
  vpc_Command: 'queryDR',
  vpc_Version: '2',
  vpc_MerchTxnRef: 'R1',
  vpc_Merchant: ONEPAY.merchantId,
  vpc_AccessCode: ONEPAY.accessCode,
  vpc_User: 'op01',
  vpc_Password: 'op123456',
};

const urlOf = (fields: OnePayFields): string => `${PAGE}?${new URLSearchParams(fields)}`;

const ready = async () => {
  const house = await sandboxHouse({ provider: 'onepay', merchant: 'main', credentials: ONEPAY });
  house.confirmation = { status: 200, text: 'responsecode=1&desc=confirm-success' };
  await house.order('R1', urlOf(onePaySigned(payFields)));
  const opens = async (fields: OnePayFields) => (await house.call('GET', urlOf(fields))).status;
  const answers = async (fields: OnePayFields) => {
    const { text = '' } = await house.call('POST', QUERY, { form: new URLSearchParams(fields).toString() });
    return Object.fromEntries(new URLSearchParams(text));
  };
  const plays = (outcome: string) => house.call('POST', '/sandbox/onepay/orders/R1/outcome', { json: { outcome } });
  return { house, opens, answers, plays };
};

test.each([...notices, ...addresses])('the sandbox’s hash is OnePay’s: $from', ({ key, query }) => {
  expect(isSigned(recordOf(query), key)).toBe(true);
  expect(isSigned({ ...recordOf(query), vpc_Amount: '1' }, key)).toBe(false);
});

test('the page opens for a signed address, and for no other', async () => {
  const { opens, house } = await ready();
  expect(await opens(onePaySigned(payFields))).toBe(200);
  expect(await opens(payFields)).toBe(400);
  expect(await opens(onePaySigned(payFields, 'FF'.repeat(16)))).toBe(400);
  expect(await opens({ ...onePaySigned(payFields), vpc_Amount: '100' })).toBe(400);
  const twice = `${urlOf(onePaySigned(payFields))}&vpc_Amount=15000000`;
  expect((await house.call('GET', twice)).status).toBe(400);
});

test.each<OnePayFields>([
  { vpc_AccessCode: 'ANOTHER1' },
  { vpc_Merchant: 'ANOTHER' },
  { vpc_Currency: 'USD' },
  { vpc_TicketNo: '::1' },
  { vpc_OrderInfo: 'Nộp lệ phí' },
  { vpc_OrderInfo: 'phi (1/2)' },
  { vpc_Amount: '15000000.00' },
  { vpc_ReturnURL: '' },
  { vpc_Version: '1' },
])('an address with %o is not taken, though it is signed', async (wrong) => {
  const { opens } = await ready();
  expect(await opens(onePaySigned({ ...payFields, ...wrong }))).toBe(400);
});

test('asked, it knows no transaction before the page was opened, one under way after, and then how it ended', async () => {
  const { answers, opens, plays } = await ready();
  const says = async () => {
    const { vpc_SecureHash, ...fields } = await answers(onePaySigned(asked));
    expect(vpc_SecureHash).toBe(onePayHash(fields));
    return fields;
  };
  expect(await says()).toMatchObject({ vpc_DRExists: 'N', vpc_MerchTxnRef: 'R1' });
  await opens(onePaySigned(payFields));
  expect(await says()).toMatchObject({ vpc_DRExists: 'Y', vpc_TxnResponseCode: '100', vpc_Amount: '15000000' });
  await plays('decline');
  expect(await says()).toMatchObject({ vpc_DRExists: 'Y', vpc_TxnResponseCode: '99' });
  await plays('callback_lost');
  expect(await says()).toMatchObject({
    vpc_TxnResponseCode: '0',
    vpc_TransactionNo: expect.stringMatching(/^PAY-\d+$/),
  });
});

test.each<[string, OnePayFields]>([
  ['unsigned', asked],
  ['of another key', onePaySigned(asked, 'FF'.repeat(16))],
  ['of another merchant', onePaySigned({ ...asked, vpc_Merchant: 'ANOTHER' })],
  ['with another access code', onePaySigned({ ...asked, vpc_AccessCode: 'ANOTHER1' })],
  ['of nobody', onePaySigned({ ...asked, vpc_User: '' })],
  ['of another kind', onePaySigned({ ...asked, vpc_Command: 'refund' })],
])('a question that is %s hears nothing of the order', async (_, question) => {
  const { answers } = await ready();
  const answer = await answers(question);
  expect(answer).not.toHaveProperty('vpc_DRExists');
  expect(answer.vpc_TxnResponseCode).not.toBe('0');
});

test('what it sends is signed over what it says, by IPN and on the way back alike', async () => {
  const { house, plays } = await ready();
  const { json } = await plays('pay');
  const { returnUrl } = json as { returnUrl: string };
  const { from, ...back } = fieldsOf(returnUrl);
  expect(from).toBe('here');
  expect(house.notices).toHaveLength(1);
  expect(fieldsOf(house.notices[0] ?? '')).toEqual(back);
  const { vpc_SecureHash, ...said } = back;
  expect(vpc_SecureHash).toBe(onePayHash(said));
  const { vpc_TransactionNo: _, ...expected } = onePayNotice({ reference: 'R1', amountVnd: 150_000 });
  expect(said).toMatchObject(expected);
  await plays('decline');
  expect(fieldsOf(house.notices[1] ?? '')).toMatchObject({ vpc_TxnResponseCode: CANCELLED.vpc_TxnResponseCode });
});

test('a notice that is not confirmed comes three times', async () => {
  const { house, plays } = await ready();
  house.confirmation = { status: 200, text: 'responsecode=0&desc=confirm-fail' };
  await plays('pay');
  expect(house.notices).toHaveLength(3);
  house.confirmation = { status: 500, text: 'responsecode=1&desc=confirm-success' };
  await plays('pay');
  expect(house.notices).toHaveLength(6);
});
