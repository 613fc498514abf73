import { execFileSync } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pemOf } from '../../functions/results/pades/x509/pem.ts';

/** A key with its certificate, as a token holds them. */
export interface Token {
  readonly privateKey: KeyObject;
  readonly certificate: Uint8Array;
}

const inFolder = <T>({ privateKey, certificate }: Token, use: (file: (name: string) => string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-token-'));
  const file = (name: string) => join(folder, name);
  writeFileSync(file('key'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(file('cert'), pemOf('CERTIFICATE', certificate));
  return use(file);
};

const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });

/** A digest (hex) signed by OpenSSL: Base64. */
export const signedDigest = (token: Token, digest: string): string =>
  inFolder(token, (file) => {
    writeFileSync(file('digest'), Buffer.from(digest, 'hex'));
    const io = ['-inkey', file('key'), '-in', file('digest'), '-out', file('value')];
    openssl('pkeyutl', '-sign', '-pkeyopt', 'digest:sha256', ...io);
    return readFileSync(file('value')).toString('base64');
  });

/** The same in BER (X.690, 8.1.3.6): the outermost sequence, whose length takes four bytes here, is left open and ended by two zeros. */
const ofOpenLength = (der: Buffer): Buffer => {
  if (der[0] !== 0x30 || der[1] !== 0x82) throw new Error('a sequence of another length');
  return Buffer.concat([Buffer.from([0x30, 0x80]), der.subarray(4), Buffer.alloc(2)]);
};

/** A detached CMS over bytes by OpenSSL's own tool, DER or (streamed) BER: Base64. It names its certificate unless told. */
export const detachedCms = (
  token: Token,
  content: Uint8Array,
  { ber = false, namesCertificate = true }: { readonly ber?: boolean; readonly namesCertificate?: boolean } = {},
): string =>
  inFolder(token, (file) => {
    writeFileSync(file('content'), content);
    const how = namesCertificate ? ['-cades'] : [];
    const who = ['-signer', file('cert'), '-inkey', file('key'), '-md', 'sha256'];
    const io = ['-in', file('content'), '-out', file('cms'), '-outform', 'DER'];
    openssl('cms', '-sign', '-binary', ...how, ...who, ...io);
    const der = readFileSync(file('cms'));
    return (ber ? ofOpenLength(der) : der).toString('base64');
  });

/** The bytes that a signature of a prepared file covers: all but the gap, which is the one long string of zeros in it. */
export const coveredOf = (prepared: Uint8Array): Buffer => {
  const file = Buffer.from(prepared);
  const gap = /<0{2000,}>/.exec(file.toString('latin1'));
  if (!gap) throw new Error('no gap');
  return Buffer.concat([file.subarray(0, gap.index), file.subarray(gap.index + gap[0].length)]);
};
