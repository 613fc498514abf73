import { X509Certificate } from 'node:crypto';

/** The certificate that a PEM text holds; undefined where it holds none, since operators paste such texts by hand. */
export const certificateIn = (pem: string): X509Certificate | undefined => {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
};
