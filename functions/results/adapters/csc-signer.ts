import { createHash } from 'node:crypto';
import * as z from 'zod';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { algorithmOf, certifiedSigner } from '../domain/signer-certificate.ts';
import type { SignerRow } from '../domain/signers.ts';
import { ecdsaSignatureFromP1363 } from '../pades/cms/signed-data.ts';
import type { SignatureAlgorithm } from '../pades/sign/external-signer.ts';
import { commonNameOf } from '../pades/x509/distinguished-name.ts';
import { derOfPem, pemOf } from '../pades/x509/pem.ts';
import type { SignatureOrder, Signer, SignerAnswer } from '../ports.ts';
import { type ServiceAnswer, type ServiceParts, type SigningService, signingService } from './csc-client.ts';
import { Credential, type HowItSigns, howItSigns, objectionOf, pinObjectOf, SHA256 } from './csc-credential.ts';

/** How long a credential is used before the service is asked for it again. */
const KEEP_MS = 300_000;

const Activation = z.object({ SAD: z.string().min(1) });
const Underway = z.object({ handle: z.string().min(1).max(2000) });
const Taken = z.object({ responseID: z.string().min(1).max(2000) });
const Signed = z.object({ signatures: z.array(z.base64()).min(1) });

/** The codes by which services say that the owner will not sign (RFC 6749, 4.1.2.1, and others of that meaning). */
const declines: readonly string[] = ['access_denied', 'authorization_denied', 'user_declined', 'declined'];

type NoBody = Exclude<ServiceAnswer, { readonly body: unknown }>;

/** An answer with which nothing goes on. */
const withoutIt = (answer: NoBody): SignerAnswer => {
  if (answer.said === 'nothing')
    return { state: 'failed', kind: 'temporarily_unavailable', detail: 'the signing service does not answer' };
  if (declines.includes(answer.error)) return { state: 'refused', reason: 'declined', detail: 'Người ký từ chối ký.' };
  return { state: 'failed', kind: 'not_configured', detail: `the signing service says ${answer.error}` };
};

const misunderstood = (method: string): SignerAnswer => ({
  state: 'failed',
  kind: 'not_configured',
  detail: `the signing service's answer to ${method} is not understood`,
});

/** What it keeps no longer is given to it again. */
const isForgotten = (answer: ServiceAnswer): boolean => answer.said === 'no' && answer.error === 'invalid_request';

/** Some services give the two numbers of an ECDSA value alone, where a CMS has them in DER. */
const inDer = (value: Buffer, algorithm: SignatureAlgorithm): Uint8Array => {
  const isDer = value[0] === 0x30 && value[1] === value.length - 2 && value[2] === 0x02;
  return algorithm === 'ECDSA_SHA_256' && value.length === 64 && !isDer ? ecdsaSignatureFromP1363(value) : value;
};

/** How orders of one credential are given and asked about. */
const orderDesk = (service: SigningService, credentialID: string, credential: Credential, how: HowItSigns) => {
  const hashesOf = ({ digest }: SignatureOrder) => [Buffer.from(digest).toString('base64')];

  const signedBy = (answer: ServiceAnswer, method: string): SignerAnswer => {
    if (!('body' in answer)) return withoutIt(answer);
    const [value] = Signed.safeParse(answer.body).data?.signatures ?? [];
    return value === undefined
      ? misunderstood(method)
      : { state: 'signed', value: inDer(Buffer.from(value, 'base64'), how.algorithm) };
  };

  /** What became of an order that the service took. */
  const polled = async (requestID: string): Promise<SignerAnswer | { readonly state: 'unknown' }> => {
    const answer = await service.ask('signatures/signPolling', { requestID });
    if (answer.said === 'underway' || (answer.said === 'no' && answer.isStillAt)) return { state: 'waiting' };
    return isForgotten(answer) ? { state: 'unknown' } : signedBy(answer, 'signPolling');
  };

  const signHash = async (order: SignatureOrder, isLater: boolean, SAD?: string): Promise<SignerAnswer> => {
    const answer = await service.ask('signatures/signHash', {
      ...{ credentialID, SAD, hashes: hashesOf(order), ...how.parameters },
      ...(isLater ? { operationMode: 'A' } : {}),
      clientData: order.reference,
    });
    const taken = isLater && 'body' in answer ? Taken.safeParse(answer.body).data : undefined;
    if (!taken) return signedBy(answer, 'signHash');
    // Where nobody has to be waited for it is signed by now.
    const soon = await polled(taken.responseID);
    const isSettled = soon.state === 'signed' || soon.state === 'refused';
    return isSettled ? soon : { state: 'waiting', handle: `signature:${taken.responseID}` };
  };

  const isLater = async (): Promise<boolean | NoBody> => {
    const offer = await service.offer();
    if ('said' in offer) return offer;
    return offer.asynchronousOperationMode && offer.methods.includes('signatures/signPolling');
  };

  /** Goes on with leave to sign, or with the handle by which it is asked for. */
  const permitted = async (order: SignatureOrder, answer: ServiceAnswer, method: string): Promise<SignerAnswer> => {
    if (!('body' in answer)) return withoutIt(answer);
    const underway = Underway.safeParse(answer.body).data;
    if (underway) return { state: 'waiting', handle: `permission:${underway.handle}` };
    const given = Activation.safeParse(answer.body).data;
    if (!given) return misunderstood(method);
    const later = await isLater();
    return typeof later === 'boolean' ? signHash(order, later, given.SAD) : withoutIt(later);
  };

  const authorize = async (order: SignatureOrder): Promise<SignerAnswer> => {
    const [id, pin] = [pinObjectOf(credential), await service.pin()];
    const authData = id === undefined || pin === undefined ? undefined : [{ id, value: pin }];
    const bound = { hashes: hashesOf(order), hashAlgorithmOID: SHA256 };
    const asked = { credentialID, numSignatures: 1, ...bound, authData, clientData: order.reference };
    return permitted(order, await service.ask('credentials/authorize', asked), 'authorize');
  };

  return {
    async begin(order: SignatureOrder): Promise<SignerAnswer> {
      const objection = objectionOf(credential);
      if (objection) return objection;
      const later = await isLater();
      if (typeof later !== 'boolean') return withoutIt(later);
      const needsLeave = credential.auth?.mode === 'explicit' && credential.auth.objects.length > 0;
      return later && !needsLeave ? signHash(order, true) : authorize(order);
    },
    async answer(order: SignatureOrder): Promise<SignerAnswer | { readonly state: 'unknown' }> {
      const objection = objectionOf(credential);
      if (objection?.state === 'refused') return objection;
      const [, kind, id = ''] = /^(permission|signature):(.+)$/s.exec(order.handle ?? '') ?? [];
      if (kind === undefined) return { state: 'unknown' };
      if (kind === 'signature') return polled(id);
      const method = 'credentials/authorizeCheck';
      const answer = await service.ask(method, { handle: id });
      if (answer.said === 'no' && answer.isStillAt) return { state: 'waiting' };
      return isForgotten(answer) ? { state: 'unknown' } : permitted(order, answer, method);
    },
  };
};

const notConfigured = (detail: string) => fail({ kind: 'not_configured' as const, detail });

/**
 * Signers whose keys a remote signing service keeps (Cloud Signature Consortium API v2): by what it offers, `signHash` answered later
 * (`signPolling`), else `credentials/authorize` first, asked about until its owner has spoken. The service keeps no order under our name:
 * one whose handle was lost is given again, and its owner is asked twice. `temporarily_unavailable` where it does not answer,
 * `not_configured` where it refuses its client or signs by another certificate than the one that was set up.
 */
export const cscSigners = (parts: ServiceParts) => {
  const kept = new Map<string, { readonly made: string; readonly signer: Signer; readonly readAt: number }>();

  const read = async (row: SignerRow, roots: readonly Uint8Array[]): Promise<Result<Signer>> => {
    const service = signingService(row, parts);
    const credentialID = row.csc?.credentialId ?? '';
    const shown = await service.ask('credentials/info', {
      ...{ credentialID, certificates: 'chain', certInfo: true, authInfo: true },
    });
    if (!('body' in shown)) {
      const answer = withoutIt(shown);
      return fail(
        answer.state === 'failed'
          ? { kind: answer.kind, detail: `${row.signerId}: ${answer.detail}` }
          : { kind: 'not_configured' as const, detail: `${row.signerId}: the service refuses its client` },
      );
    }
    const credential = Credential.safeParse(shown.body).data;
    if (!credential) return notConfigured(`the credential of ${row.signerId} is not understood`);
    const pems = credential.cert.certificates.map((text) => pemOf('CERTIFICATE', Buffer.from(text, 'base64')));
    const certified = certifiedSigner(pems.join(''), row.chainPem);
    if (!certified.ok) return notConfigured(`the certificate of ${row.signerId}: ${certified.refusal.detail}`);
    const { certificate, chain } = certified.value;
    const expected = row.certificatePem === undefined ? undefined : derOfPem(row.certificatePem)[0];
    if (expected && !Buffer.from(expected).equals(certificate.der))
      return notConfigured(`the service signs for ${row.signerId} by another certificate than was set up`);
    const usual = algorithmOf(certificate);
    if (!usual) return notConfigured(`the key of ${row.signerId} signs by no algorithm that is taken`);
    const how = howItSigns(usual, credential);
    return ok({
      identity: { certificate: certificate.der, chain: chain.map(({ der }) => der), algorithm: how.algorithm },
      roots,
      fingerprint: createHash('sha256').update(certificate.der).digest('hex'),
      name: commonNameOf(certificate.subject) ?? '',
      by: 'csc',
      ...orderDesk(service, credentialID, credential, how),
    });
  };

  return async (row: SignerRow, roots: readonly Uint8Array[]): Promise<Result<Signer>> => {
    const made = JSON.stringify(row);
    const known = kept.get(row.signerId);
    if (known?.made === made && parts.now() - known.readAt < KEEP_MS) return ok({ ...known.signer, roots });
    const found = await read(row, roots);
    if (found.ok) kept.set(row.signerId, { made, signer: found.value, readAt: parts.now() });
    return found;
  };
};
