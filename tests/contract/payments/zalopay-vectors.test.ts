import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { Order, ProviderMessage } from '../../../functions/payments/ports.ts';
import { provider as zalopay } from '../../../functions/payments/providers/zalopay/client.ts';
import { sign } from '../../../functions/sandbox/providers/zalopay/signature.ts';
import { callsOf } from '../../support/json-post.ts';
import { messageOf } from '../../support/payments.ts';

/** The application and the keys of ZaloPay's own examples (docs.zalopay.vn). */
const credentials = {
  appId: '2553',
  key1: 'PcY4iZIKFCIdgZvA6ueMcMHHUbRLYjPL',
  key2: 'kLtgPl8HHhfvMuDHPwKfgfsY4Ydm9eIz',
};
const terminal = zalopay('live', async () => undefined).terminal(credentials);

/** The callback of the documents, to the letter. */
const DATA = String.raw`{"app_id":2553,"app_trans_id":"200904_2553_1598435687208","app_time":1599189392817,"app_user":"demo","amount":10000,"embed_data":"{\"merchantinfo\":\"embeddata123\",\"promotioninfo\":\"\"}","item":"[{\"itemid\":\"knb\",\"itemname\":\"kim nguyen bao\",\"itemprice\":198400,\"itemquantity\":1}]","zp_trans_id":200904000000389,"server_time":1599189413498,"channel":38,"merchant_user_id":"7ZMSl3nEg5sOUJzOLSoUFT8xKNQVaLOLXHB--8Eytqc","user_fee_amount":0,"discount_amount":0}`;
const MAC = 'd8d33baf449b31d7f9b94fa50d7c942c08cd4d83f28fa185557da21acb104f67';

const callback = (data: string, mac = MAC): ProviderMessage =>
  messageOf({}, { body: Buffer.from(JSON.stringify({ data, mac, type: 1 })) });

describe('the published callback', () => {
  test('is believed, and says what it says', () => {
    expect(terminal.read(callback(DATA))).toEqual({
      ok: true,
      value: [
        {
          reference: '200904_2553_1598435687208',
          providerTransactionId: '200904000000389',
          outcome: 'paid',
          code: '1',
          amountVnd: 10_000,
          currency: 'VND',
          occurredAt: Date.parse('2020-09-04T10:16:53.498+07:00'),
        },
      ],
    });
  });

  test('is not believed with any one of its characters changed, added or taken away', () => {
    for (let at = 0; at < DATA.length; at += 1) {
      const [before, after] = [DATA.slice(0, at), DATA.slice(at + 1)];
      const other = String.fromCharCode(DATA.charCodeAt(at) ^ 1);
      for (const forged of [before + other + after, before + after, `${before} ${DATA.slice(at)}`])
        expect([forged, terminal.read(callback(forged))]).toEqual([forged, { ok: false, failure: 'bad_signature' }]);
    }
    for (let at = 0; at < MAC.length; at += 1) {
      const other = MAC[at] === '0' ? '1' : '0';
      const forged = MAC.slice(0, at) + other + MAC.slice(at + 1);
      expect(terminal.read(callback(DATA, forged))).toEqual({ ok: false, failure: 'bad_signature' });
    }
  });

  test('written again with the same meaning is not the same text', () => {
    expect(terminal.read(callback(JSON.stringify(JSON.parse(DATA), undefined, 1)))).toMatchObject({ ok: false });
  });

  test('has the mac that the sandbox makes', () => expect(sign(DATA, credentials.key2)).toBe(MAC));
});

/** Where ZaloPay's test environment sent payers of this application back to, as merchants published it. */
const returns: readonly [string, string, 'paid' | 'failed'][] = [
  [
    'amount=50000&appid=2553&apptransid=241128_64687&bankcode=&checksum=6434e2f3d5f971c9024a97a0e34344ad64a9d759966a8508b46a5e396d642e03&discountamount=0&pmcid=0&status=-49',
    '241128_64687',
    'failed',
  ],
  [
    'amount=13980000&appid=2553&apptransid=240621_11&bankcode=&checksum=63f4b8f943d4f8aebcc60da77295a8887d2ccb56e549662c61bd444c8dff3293&discountamount=0&pmcid=0&status=-49',
    '240621_11',
    'failed',
  ],
  [
    'amount=10000&appid=2553&apptransid=241126_58473&bankcode=CC&checksum=bf5e9ec1b57fe9d938013512eb0c4cd907212b5ddbd2f27dba8a5b7459c9031f&discountamount=0&pmcid=36&status=1',
    '241126_58473',
    'paid',
  ],
  [
    'amount=476130&appid=2553&apptransid=250726_1753536251&bankcode=CC&checksum=85909f1274235ab64121a5a33a86606f7d8b6f05c9985636021e2dc2f95beb29&discountamount=0&pmcid=36&status=1',
    '250726_1753536251',
    'paid',
  ],
  [
    'amount=200000&appid=2553&apptransid=240320_512819&bankcode=&checksum=518c7a84d547029920c298636d4e406df555c4be88758673a5446c6859de3822&discountamount=30000&pmcid=38&status=1',
    '240320_512819',
    'paid',
  ],
];

describe.each(returns)('the return %s', (address, reference, outcome) => {
  const fields = Object.fromEntries(new URLSearchParams(address));

  test('is believed, whatever else its address carries', () => {
    const told = { ok: true, value: { reference, outcome } };
    expect(terminal.back?.(messageOf(fields))).toEqual(told);
    expect(terminal.back?.(messageOf({ ...fields, p: ['Basic', 'x'] }))).toEqual(told);
  });

  test('is not believed with one of its fields changed, doubled or missing', () => {
    for (const [name, value] of Object.entries(fields)) {
      const { [name]: _, ...without } = fields;
      for (const forged of [without, { ...fields, [name]: `${value}1` }, { ...fields, [name]: [value, value] }])
        expect(terminal.back?.(messageOf(forged))).toEqual({ ok: false, failure: 'bad_signature' });
    }
  });
});

/** A program of others: OpenSSL's HMAC. */
const openssl = (text: string, key: string): string =>
  execFileSync('openssl', ['dgst', '-sha256', '-hmac', key], { input: text, encoding: 'utf8' })
    .trim()
    .split(' ')
    .at(-1) ?? '';

test('what is asked is signed as the documents say and OpenSSL reckons', async () => {
  const calls: Record<string, unknown>[] = [];
  const asking = zalopay(
    'live',
    callsOf(async (_, body) => void calls.push(body as Record<string, unknown>)),
  ).terminal(credentials);
  const createdAt = Date.parse('2026-11-20T09:00:00+07:00');
  const order: Order = {
    reference: '261120_0123456789abcdefghjkmnpqrs',
    dossierCode: 'H26.10-261120-0007',
    amountVnd: 150_000,
    locale: 'vi',
    createdAt,
    expiresAt: createdAt + 900_000,
    payerIp: '203.0.113.7',
    returnUrl: 'https://motcua.example.vn/payments/return/zalopay/H26?a=1&b=2',
    webhookUrl: 'https://motcua.example.vn/webhooks/payments/zalopay/H26',
    pageUrl: 'https://motcua.example.vn/t/TOKEN/pay/REFERENCE',
  };
  await asking.create(order);
  await asking.ask?.({ ...order, providerOrderId: undefined, at: createdAt });
  const [create, query] = calls;
  const embedded = '{"redirecturl":"https://motcua.example.vn/payments/return/zalopay/H26?a=1&b=2"}';
  const signed = `2553|261120_0123456789abcdefghjkmnpqrs|motcua|150000|1795140000000|${embedded}|[]`;
  expect(create).toEqual({
    app_id: 2553,
    app_trans_id: order.reference,
    app_user: 'motcua',
    app_time: 1_795_140_000_000,
    amount: 150_000,
    expire_duration_seconds: 900,
    description: 'Nộp phí, lệ phí hồ sơ H26.10-261120-0007',
    callback_url: order.webhookUrl,
    embed_data: embedded,
    item: '[]',
    bank_code: '',
    mac: openssl(signed, credentials.key1),
  });
  expect(query).toEqual({
    app_id: 2553,
    app_trans_id: order.reference,
    mac: openssl(`2553|${order.reference}|${credentials.key1}`, credentials.key1),
  });
});
