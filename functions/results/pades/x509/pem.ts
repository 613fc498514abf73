/** Labels of RFC 7468 used here. */
export type PemLabel = 'CERTIFICATE' | 'X509 CRL' | 'PRIVATE KEY' | 'PUBLIC KEY' | 'CERTIFICATE REQUEST';

/** The DER of every block of a PEM bundle, in order. */
export const derOfPem = (pem: string): Uint8Array[] =>
  [...pem.matchAll(/-----BEGIN [A-Z0-9 ]+-----([\s\S]+?)-----END/g)].map((match) =>
    Buffer.from((match[1] ?? '').replace(/\s/g, ''), 'base64'),
  );

/** One PEM block with lines of 64 characters and a final newline. */
export function pemOf(label: PemLabel, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
