import type { MerchantSecrets } from '../ports.ts';
import { merchantSecretName } from './merchant-store.ts';
import { rotatingSecrets } from './rotating-secrets.ts';

/** Merchants' secrets in Secrets Manager, `<prefix>/<provider>/<merchant>`. */
export const secretsManagerMerchants = (prefix: string): MerchantSecrets => {
  const secrets = rotatingSecrets();
  return {
    read: (provider, merchant) => secrets.read(merchantSecretName(prefix, provider, merchant)),
    write: (provider, merchant, secret) =>
      secrets.write(
        merchantSecretName(prefix, provider, merchant),
        secret,
        `Credentials of ${provider} merchant ${merchant}`,
      ),
  };
};
