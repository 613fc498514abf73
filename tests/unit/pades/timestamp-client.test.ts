import { expect, test } from 'vitest';
import { issueCertificate, publicKeyInfoOf } from '../../../functions/results/pades/authority/certificate-authority.ts';
import { answerTimestampRequest } from '../../../functions/results/pades/authority/timestamp-authority.ts';
import { requestTimestamp, type TimestampClient } from '../../../functions/results/pades/tsp/timestamp-client.ts';
import { developmentPki, keyOf, signingTime } from '../../support/pades/development-pki.ts';
import { reasonOf, valueOfOutcome } from '../../support/pades/outcomes.ts';
import { daysLater, TrustServices } from '../../support/pades/trust-services.ts';

const pki = developmentPki();
const services = new TrustServices(pki);
const data = Buffer.from('chữ ký');
const ask = (more: Partial<TimestampClient>, authority = services.timestampAuthority()) =>
  requestTimestamp(services.client(authority, more), data);

test('a good answer gives the token and its time', async () => {
  expect(valueOfOutcome(await ask({})).time).toEqual(signingTime);
});

test('an answer to another request is refused by its nonce', async () => {
  const seen: Uint8Array[] = [];
  const client = services.client();
  await requestTimestamp(
    { ...client, request: async (request) => seen[seen.push(await client.request(request)) - 1]! },
    data,
  );
  expect(reasonOf(await ask({ request: async () => seen[0]! }))).toBe('timestamp_invalid');
});

test('a replayed answer under the same nonce, for other data, is refused by its imprint', async () => {
  const nonce = () => Buffer.alloc(8, 5);
  const client = services.client(undefined, { nonce });
  let first: Uint8Array | undefined;
  await requestTimestamp(
    { ...client, request: async (request) => (first = await client.request(request)) },
    Buffer.from('khác'),
  );
  const outcome = await ask({ nonce, request: async () => first! });
  expect(outcome).toMatchObject({ refusal: { reason: 'timestamp_invalid', detail: 'timestamp_imprint_mismatch' } });
});

test.each<[string, Uint8Array, string]>([
  ['a web page', Buffer.from('<html>'), 'timestamp_invalid'],
  ['70 KB', Buffer.alloc(70_000), 'timestamp_invalid'],
  ['a rejection', Buffer.from('30053003020102', 'hex'), 'timestamp_rejected'],
  ['granted without a token', Buffer.from('30053003020100', 'hex'), 'timestamp_rejected'],
])('%s is refused', async (_, response, reason) => {
  expect(reasonOf(await ask({ request: async () => response }))).toBe(reason);
});

test('a clock ten minutes away is refused', async () => {
  expect(reasonOf(await ask({ now: () => new Date(signingTime.getTime() + 600_000) }))).toBe('timestamp_clock_skew');
});

test('another policy than asked for is refused', async () => {
  expect(reasonOf(await ask({ policy: '1.2.3.4' }))).toBe('timestamp_rejected');
  const ignoring = { ...services.timestampAuthority(), policy: '1.2.3.4' };
  const answer: TimestampClient['request'] = async (request) =>
    answerTimestampRequest(ignoring, request, { now: signingTime, serialNumber: 1n });
  expect(valueOfOutcome(await ask({ policy: '1.2.3.4', request: answer })).time).toEqual(signingTime);
});

test('a certificate for another purpose is refused', async () => {
  const privateKey = keyOf('p256', 'wrong purpose');
  const certificate = issueCertificate(pki.root, {
    subject: { commonName: 'Không phải TSA' },
    publicKey: publicKeyInfoOf(privateKey),
    profile: 'signer',
    notBefore: daysLater(-1),
    notAfter: daysLater(1),
  });
  const outcome = await ask({}, { certificate, privateKey, chain: [] });
  expect(outcome).toMatchObject({ refusal: { reason: 'timestamp_invalid', detail: 'timestamp_purpose_missing' } });
});

test('an authority that no root vouches for, or that has expired, is refused', async () => {
  expect(reasonOf(await ask({ roots: developmentPki().roots }))).toBe('timestamp_invalid');
  const expired = services.timestampAuthority({ label: 'hết hạn', notAfter: daysLater(-1) });
  expect(reasonOf(await ask({}, expired))).toBe('timestamp_invalid');
});

test('a forged signature in the token is refused', async () => {
  const client = services.client();
  const outcome = await ask({
    request: async (request) => {
      const response = Buffer.from(await client.request(request));
      response[response.length - 1] = response[response.length - 1]! ^ 1;
      return response;
    },
  });
  expect(reasonOf(outcome)).toBe('timestamp_invalid');
});
