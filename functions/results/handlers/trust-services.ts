import { randomBytes } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Result } from '../../../shared/kernel/result.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { type HttpAnswer, problem } from '../../../shared/platform/http-answer.ts';
import { plainHandler } from '../../../shared/platform/http-handler.ts';
import type { HttpRequest } from '../../../shared/platform/http-request.ts';
import { secretAuthorityVault } from '../adapters/secret-authority-vault.ts';
import { trustServicesContract } from '../contract.ts';
import { openTrustServices, type TrustServices } from '../usecases/open-trust-services.ts';
import { DEVELOPMENT_CRL } from '../usecases/set-up-signer.ts';

const env = readEnv(trustServicesContract);
const open = openTrustServices({
  vault: secretAuthorityVault(awsClient(SecretsManagerClient), env.pkiAuthority),
  serialNumber: () => BigInt(`0x01${randomBytes(15).toString('hex')}`),
});

let opened: Result<TrustServices> | undefined;

const services = async (now: number): Promise<Result<TrustServices>> => {
  if (!opened?.ok) opened = await open(`${env.publicOrigin}/pki/${DEVELOPMENT_CRL}`, now);
  return opened;
};

const { timestamp, ocsp } = trustServicesContract.routes;
const protocols = {
  [timestamp.path]: {
    service: 'timestamp',
    asks: 'application/timestamp-query',
    answers: 'application/timestamp-reply',
  },
  [ocsp.path]: { service: 'ocsp', asks: 'application/ocsp-request', answers: 'application/ocsp-response' },
} as const;

const answer = async ({ path, headers, body, requestId, now }: HttpRequest): Promise<HttpAnswer> => {
  const protocol = protocols[path as keyof typeof protocols];
  if (!protocol) return problem({ kind: 'not_found', what: 'route' }, requestId);
  if (headers['content-type'] !== protocol.asks)
    return problem({ kind: 'unsupported_media_type', expected: protocol.asks }, requestId);
  const ready = await services(now);
  if (!ready.ok) return problem(ready.failure, requestId);
  const bytes = ready.value[protocol.service](body, now);
  return { status: 200, bytes, headers: { 'Content-Type': protocol.answers } };
};

/** The development authority's time stamps and certificate status, in the bytes of their own protocols. */
export const handler = plainHandler(answer, { now: systemClock, publicOrigin: env.publicOrigin });
