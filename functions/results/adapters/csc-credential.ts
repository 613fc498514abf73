import * as z from 'zod';
import { signatureAlgorithm } from '../pades/cms/algorithms.ts';
import { childrenOf, encodingOf, parseWhole } from '../pades/der/decode.ts';
import type { SignatureAlgorithm } from '../pades/sign/external-signer.ts';
import type { SignerAnswer } from '../ports.ts';

const AuthObject = z.object({ id: z.string(), type: z.string().optional(), generator: z.string().optional() });

/** A credential of a signing service as `credentials/info` shows it (CSC API v2, 11.5). */
export const Credential = z.object({
  key: z.object({ status: z.string(), algo: z.array(z.string()) }),
  cert: z.object({ status: z.string().optional(), certificates: z.array(z.base64()).min(1) }),
  auth: z.object({ mode: z.string(), objects: z.array(AuthObject).default([]) }).optional(),
});

/** A credential of a signing service. */
export type Credential = z.output<typeof Credential>;

/** SHA-256, the digest of every order (RFC 5754). */
export const SHA256 = '2.16.840.1.101.3.4.2.1';

/** The names by which services know an algorithm, first the one that says the digest too. */
const names: Readonly<Record<SignatureAlgorithm, readonly [string, ...string[]]>> = {
  RSASSA_PKCS1_V1_5_SHA_256: ['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.1'],
  RSASSA_PSS_SHA_256: ['1.2.840.113549.1.1.10'],
  ECDSA_SHA_256: ['1.2.840.10045.4.3.2', '1.2.840.10045.2.1'],
  ECDSA_SHA_384: ['1.2.840.10045.4.3.3'],
};

/** How a key signs, and how `signHash` is told so. */
export interface HowItSigns {
  readonly algorithm: SignatureAlgorithm;
  readonly parameters: Readonly<Record<'signAlgo' | 'signAlgoParams' | 'hashAlgorithmOID', string | undefined>>;
}

const pssParameters = (): string => {
  const [, parameters] = childrenOf(parseWhole(signatureAlgorithm('RSASSA_PSS_SHA_256')));
  return parameters ? encodingOf(parameters).toString('base64') : '';
};

/** How the key of a certificate signs at a service: as the certificate's key usually does, or by PSS where the service knows nothing else. */
export const howItSigns = (usual: SignatureAlgorithm, { key }: Credential): HowItSigns => {
  const known = (algorithm: SignatureAlgorithm) => names[algorithm].find((name) => key.algo.includes(name));
  const pss = usual === 'RSASSA_PKCS1_V1_5_SHA_256' && !known(usual) ? known('RSASSA_PSS_SHA_256') : undefined;
  const algorithm = pss ? 'RSASSA_PSS_SHA_256' : usual;
  const signAlgo = pss ?? known(usual) ?? names[usual][0];
  const saysDigest = signAlgo === names[algorithm][0] && algorithm !== 'RSASSA_PSS_SHA_256';
  return {
    algorithm,
    parameters: {
      signAlgo,
      signAlgoParams: algorithm === 'RSASSA_PSS_SHA_256' ? pssParameters() : undefined,
      hashAlgorithmOID: saysDigest ? undefined : SHA256,
    },
  };
};

/** What a credential says against being signed with; undefined where nothing does. */
export const objectionOf = ({ key, cert }: Credential): SignerAnswer | undefined => {
  if (cert.status === 'expired')
    return { state: 'refused', reason: 'certificate_expired', detail: 'Chứng thư số của người ký đã hết hạn.' };
  if (cert.status === 'revoked' || cert.status === 'suspended')
    return {
      state: 'refused',
      reason: 'certificate_revoked',
      detail: 'Chứng thư số của người ký đã bị thu hồi hoặc tạm dừng.',
    };
  if (key.status === 'enabled') return undefined;
  return { state: 'failed', kind: 'not_configured', detail: 'the credential of the signing service is disabled' };
};

/** What of the owner's secrets the service asks for and the installation has: a PIN, never a one-time password. */
export const pinObjectOf = ({ auth }: Credential): string | undefined =>
  auth?.mode === 'explicit' ? auth.objects.find(({ generator }) => generator === undefined)?.id : undefined;
