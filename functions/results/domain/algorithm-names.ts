/** How keys sign, as callers read it, by the names of AWS KMS. */
export const algorithmNames: Readonly<Record<string, string>> = {
  RSASSA_PKCS1_V1_5_SHA_256: 'rsa_pkcs1_sha256',
  RSASSA_PSS_SHA_256: 'rsa_pss_sha256',
  ECDSA_SHA_256: 'ecdsa_sha256',
};
