import { authorityPaths } from '../contract.ts';
import type { AuthorityAddresses } from '../ports.ts';

/** Where the installation answers for its development authority: `publicOrigin` has no slash at the end. */
export const authorityAddresses = (publicOrigin: string): AuthorityAddresses => ({
  crlUrl: `${publicOrigin}${authorityPaths.crl}`,
  ocspUrl: `${publicOrigin}${authorityPaths.ocsp}`,
  issuerUrl: `${publicOrigin}${authorityPaths.certificate}`,
});
