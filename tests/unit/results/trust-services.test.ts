import { expect, test } from 'vitest';
import {
  authorityToPem,
  createRootAuthority,
} from '../../../functions/results/pades/authority/certificate-authority.ts';
import { requestTimestamp } from '../../../functions/results/pades/tsp/timestamp-client.ts';
import { openTrustServices } from '../../../functions/results/usecases/open-trust-services.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { NOON } from '../../support/results-house.ts';

const crlUrl = 'http://localhost:8080/pki/development.crl';
const root = createRootAuthority({
  subject: { commonName: 'CA phát triển' },
  notBefore: new Date(NOON - DAY_MS),
  notAfter: new Date(NOON + 7300 * DAY_MS),
});
const opening = (kept: ReturnType<typeof authorityToPem> | undefined) =>
  openTrustServices({ vault: { read: async () => kept, keep: async () => undefined }, serialNumber: () => 1n })(
    crlUrl,
    NOON,
  );

test('before the seal was set up there is no authority', async () => {
  expect(await opening(undefined)).toMatchObject({ ok: false, failure: { kind: 'not_configured' } });
});

test('a time stamp of the services passes every check of our own client, down to the root', async () => {
  const services = await opening(authorityToPem(root));
  if (!services.ok) throw new Error(services.failure.kind);
  const client = {
    now: () => new Date(NOON),
    roots: [root.certificate],
    request: async (request: Uint8Array) => services.value.timestamp(request, NOON),
  };
  const stamped = await requestTimestamp(client, Buffer.from('kết quả'));
  expect(stamped).toMatchObject({ ok: true, value: { time: new Date(NOON) } });
});
