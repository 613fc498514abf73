/**
 * One way of signing, measured in its own process: `node variant.ts NAME FILE FOLDER`. Prints one line of JSON: median,
 * first call, growth of the peak memory. What the key and the time-stamp authority take is not counted.
 */
import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { passphrase } from './passphrase.ts';

const [name = '', file = '', folder = ''] = process.argv.slice(2);
const pdf = readFileSync(file);
const maxIterations = 150;
const maxMilliseconds = 4_000;

let excluded = 0;
/** Runs work whose time belongs to somebody else. */
async function elsewhere<T>(work: () => T | Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  excluded += performance.now() - began;
  return result;
}

const read = (entry: string) => readFileSync(join(folder, entry));
const derOf = (entry: string) =>
  new Uint8Array(
    Buffer.from(
      read(entry)
        .toString('latin1')
        .replace(/-----[^-]+-----|\s/g, ''),
      'base64',
    ),
  );

async function timestamping() {
  const { answerTimestampRequest } = await import('../../../functions/results/pades/authority/timestamp-authority.ts');
  const authority = {
    certificate: derOf('timestamp.crt.pem'),
    privateKey: createPrivateKey(read('timestamp.key.pem')),
    chain: [],
  };
  let serialNumber = 1n;
  return (request: Uint8Array) =>
    elsewhere(() => answerTimestampRequest(authority, request, { now: new Date(), serialNumber: serialNumber++ }));
}

async function pades(withTimestamp: boolean) {
  const { signPdf } = await import('../../../functions/results/pades/sign/sign-pdf.ts');
  const { developmentSigner } = await import('../../../functions/results/pades/authority/development-signer.ts');
  const privateKey = createPrivateKey(read('signer.key.pem'));
  const held = developmentSigner({ privateKey, certificate: derOf('signer.crt.pem'), chain: [derOf('root.crt.pem')] });
  const signer = { ...held, sign: (digest: Uint8Array) => elsewhere(() => held.sign(digest)) };
  const timestamp = withTimestamp ? { now: () => new Date(), request: await timestamping() } : undefined;
  return async () => {
    const request = { field: 'S', signingTime: new Date(), fileId: Buffer.alloc(16, 1), reason: 'r', name: 'n' };
    const signed = await signPdf(pdf, request, signer, { timestamp });
    if (!signed.ok) throw new Error(signed.refusal.detail);
    return signed.value.pdf.length;
  };
}

async function libpdf(withTimestamp: boolean) {
  const { PDF } = await import('@libpdf/core');
  const { encodeTimestampRequest } = await import('../../../functions/results/pades/tsp/timestamp-request.ts');
  const { parseWhole, childrenOf, encodingOf } = await import('../../../functions/results/pades/der/decode.ts');
  const key = createPrivateKey(read('signer.key.pem'));
  const answer = await timestamping();
  const signer = {
    certificate: derOf('signer.crt.pem'),
    certificateChain: [derOf('root.crt.pem')],
    keyType: 'RSA' as const,
    signatureAlgorithm: 'RSASSA-PKCS1-v1_5' as const,
    sign: (data: Uint8Array) => elsewhere(() => new Uint8Array(sign('sha256', data, key))),
  };
  const timestampAuthority = {
    timestamp: (digest: Uint8Array) =>
      elsewhere(async () => {
        const response = await answer(encodeTimestampRequest(digest, Buffer.alloc(8, 1)));
        return new Uint8Array(encodingOf(childrenOf(parseWhole(response))[1]!));
      }),
  };
  const level = withTimestamp ? { timestampAuthority, level: 'B-T' as const } : { level: 'B-B' as const };
  return async () => {
    const document = await PDF.load(new Uint8Array(pdf));
    return (await document.sign({ signer, reason: 'r', ...level })).bytes.length;
  };
}

async function signpdf() {
  const { SignPdf } = await import('@signpdf/signpdf');
  const { plainAddPlaceholder } = await import('@signpdf/placeholder-plain');
  const { P12Signer } = await import('@signpdf/signer-p12');
  const p12 = read('signer.p12');
  return async () => {
    const prepared = plainAddPlaceholder({
      pdfBuffer: pdf,
      reason: 'r',
      contactInfo: 'c',
      name: 'n',
      location: 'l',
      signatureLength: 12_288,
    });
    return (await new SignPdf().sign(prepared, new P12Signer(p12, { passphrase }))).length;
  };
}

const variants: Record<string, () => Promise<() => Promise<number>>> = {
  'pades b-b': () => pades(false),
  'pades b-t': () => pades(true),
  'libpdf b-b': () => libpdf(false),
  'libpdf b-t': () => libpdf(true),
  'signpdf p12': signpdf,
};

const once = await variants[name]!();
globalThis.gc?.();
const before = process.resourceUsage().maxRSS;
const times: number[] = [];
const began = performance.now();
let bytes = 0;
while (times.length < maxIterations && (times.length < 5 || performance.now() - began < maxMilliseconds)) {
  excluded = 0;
  const start = performance.now();
  bytes = await once();
  times.push(performance.now() - start - excluded);
}
const [first = 0, ...warm] = times;
const median = warm.sort((a, b) => a - b)[Math.floor(warm.length / 2)];
console.log(
  JSON.stringify({ ms: median, firstMs: first, peakMb: (process.resourceUsage().maxRSS - before) / 1024, bytes }),
);
