import { createHash, createSecretKey } from 'node:crypto';
import * as z from 'zod';
import type { Creation } from '../../domain/facts.ts';
import type { Order } from '../../ports.ts';
import { addressesAt } from '../addresses.ts';
import { bankName } from '../banks.ts';
import type { MakeProvider } from '../registry.ts';
import { answerNotice, readNotice } from './callback.ts';
import { manifest } from './manifest.ts';
import {
  type Account,
  askPayos,
  callPayos,
  checkPayos,
  findPayos,
  MISCONFIGURED,
  type Said,
  shortCode,
} from './query.ts';
import { readReturn, returnUrlOf } from './return.ts';
import { orderSignature } from './signature.ts';

/**
 * An `orderCode` of 16 digits with 52 random bits: from 2^52 up to 2^53 - 1, the largest integer that JSON and JavaScript hold exactly
 * and that payOS takes.
 */
const orderCodeOf = (token: string): number => {
  const digest = createHash('sha256').update(token).digest();
  return 2 ** 52 + digest.readUIntBE(0, 6) * 16 + (digest.readUInt8(6) % 16);
};

/** What the transfer says, behind what payOS puts before it: 9 characters are what every bank of payOS's takes. */
const descriptionOf = (reference: string): string => `LP${reference.slice(-7)}`;

/** The body of an order to be created, signed. Nothing of a person is in it. */
const orderBody = ({ key }: Account, { reference, amountVnd, expiresAt, returnUrl: address }: Order) => {
  const returnUrl = returnUrlOf(key, reference, address);
  const order = {
    orderCode: Number(reference),
    amount: amountVnd,
    description: descriptionOf(reference),
    cancelUrl: returnUrl,
    returnUrl,
  };
  return { ...order, expiredAt: Math.floor(expiresAt / 1000), signature: orderSignature(key, order) };
};

const Text = (length: number) =>
  z
    .string()
    .max(length)
    .nullish()
    .transform((text) => text ?? '');

const Created = z.object({
  orderCode: z.int(),
  amount: z.int(),
  paymentLinkId: z.string().regex(/^[A-Za-z0-9._-]{1,100}$/),
  checkoutUrl: z.url({ protocol: /^https?$/ }).max(4000),
  qrCode: z.string().min(1).max(512),
  bin: z.string().max(20),
  accountNumber: z.string().max(40),
  accountName: Text(200),
  description: Text(100),
  expiredAt: z.int().positive().nullish(),
});

type Why = Extract<Creation, { kind: 'refused' }>['why'];

const refused = (why: Why, code: string): Creation => ({ kind: 'refused', why, code });

/** What came of asking for an order. Where payOS fails, or what it says cannot be believed, nobody has got a way to pay. */
function creationOf({ reference, amountVnd }: Order, said: Said): Creation {
  if (said.kind === 'nothing') {
    const why = MISCONFIGURED.includes(`${said.status}`) ? 'misconfigured' : 'unreachable';
    return refused(why, said.status === undefined ? 'no_answer' : `http.${said.status}`);
  }
  if (said.kind === 'code') {
    if (MISCONFIGURED.includes(said.code)) return refused('misconfigured', said.code);
    const isFault = said.status >= 500 || said.status === 429 || said.code === 'bad_signature';
    return refused(isFault ? 'unreachable' : 'declined', shortCode(said.code));
  }
  const parsed = Created.safeParse(said.data);
  if (!parsed.success) return refused('declined', 'malformed');
  const {
    orderCode,
    amount,
    paymentLinkId,
    checkoutUrl: url,
    qrCode: payload,
    bin,
    expiredAt,
    ...account
  } = parsed.data;
  if (String(orderCode) !== reference || amount !== amountVnd) return refused('declined', 'another_order');
  const { accountNumber, accountName, description: memo } = account;
  return {
    kind: 'created',
    checkout: { kind: 'qr', payload, bankName: bankName(bin), accountNumber, accountName, memo, url },
    providerOrderId: paymentLinkId,
    ...(expiredAt ? { expiresAt: expiredAt * 1000 } : {}),
  };
}

/** payOS: a call creates an order, which is a VietQR code to transfer by, with a page that shows it. What became of it may be asked. */
export const provider: MakeProvider = (origin, call) => {
  const at = addressesAt(manifest, origin);
  return {
    manifest,
    reference: (token) => String(orderCodeOf(token)),
    terminal(credentials) {
      const { clientId, apiKey, checksumKey } = manifest.credentials().parse(credentials);
      const key = createSecretKey(checksumKey, 'utf8');
      const headers = {
        'x-client-id': clientId,
        'x-api-key': apiKey,
        'Content-Type': 'application/json',
        Accept: 'application/json',
      };
      const account: Account = { key, headers, at, call };
      return {
        async create(order) {
          const body = JSON.stringify(orderBody(account, order));
          return creationOf(order, await callPayos(account, at.orders, { method: 'POST', body }));
        },
        find: findPayos(account),
        read: (message) => readNotice(key, message),
        back: (message) => readReturn(key, message),
        ask: askPayos(account),
        check: checkPayos(account),
      };
    },
    answer: answerNotice,
  };
};
