import type { CarrierSecrets } from '../ports.ts';
import { carrierSecretName } from './carrier-store.ts';
import { rotatingSecrets } from './rotating-secrets.ts';

/** Carriers' secrets in Secrets Manager, `<prefix>/<carrier>`. */
export const secretsManagerCarriers = (prefix: string): CarrierSecrets => {
  const secrets = rotatingSecrets();
  return {
    read: (carrier) => secrets.read(carrierSecretName(prefix, carrier)),
    write: (carrier, secret) =>
      secrets.write(carrierSecretName(prefix, carrier), secret, `Credentials of carrier ${carrier}`),
  };
};
