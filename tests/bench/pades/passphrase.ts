/** Password of the bench's PKCS #12 file. */
export const passphrase = 'bench';
