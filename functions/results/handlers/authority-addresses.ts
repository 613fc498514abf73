import { trustServicesContract } from '../contract.ts';
import type { AuthorityAddresses } from '../ports.ts';

/** Where the installation answers for its development authority: `publicOrigin` has no slash at the end. */
export const authorityAddresses = (publicOrigin: string): AuthorityAddresses => {
  const { crl, ocsp, certificate } = trustServicesContract.routes;
  return {
    crlUrl: `${publicOrigin}${crl.path}`,
    ocspUrl: `${publicOrigin}${ocsp.path}`,
    issuerUrl: `${publicOrigin}${certificate.path}`,
  };
};
