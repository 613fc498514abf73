import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  createDevelopmentPki,
  type DevelopmentPki,
  developmentPkiFromFiles,
  developmentPkiToFiles,
  issueSigner,
  openSigner,
  type SigningKeyKind,
  signingKeyKinds,
} from './authority/development-pki.ts';
import { type NamedSigner, signInOrder, targetLevels } from './authority/sign-in-order.ts';
import { type PadesRefusal, refusalHints } from './refusal.ts';
import { inspectPdf } from './sign/inspect.ts';
import { intactSignatures } from './verify/earlier-signatures.ts';
import type { Verdict } from './verify/report.ts';
import { reportJson, reportText } from './verify/report-text.ts';
import { verifyPdf } from './verify/verify-pdf.ts';
import { derOfPem } from './x509/pem.ts';

const usage = `Signs and verifies PDF signatures (PAdES).

  npm run pades -- sign IN OUT [options]
    --level B-B|B-T|B-LT|B-LTA   default B-B
    --signers N                  1 to 5, officer first, then the agency's seal; default 1
    --key ${Object.keys(signingKeyKinds).join('|')}
                                 default rsa3072
    --pki DIR                    keeps keys and certificates there and uses them again; trust anchors in roots.pem
    --allow-active               signs a file with scripts, attachments and the like as well
  Signs with development keys, offline. They prove nothing outside this machine.

  npm run pades -- verify FILE [options]
    --roots PEM                  trust anchors; without them no signature can be trusted
    --intermediates PEM         certificates of authorities that the file may lack
    --at TIME                    the moment to verify at, ISO 8601; default now
    --require-revocation         indeterminate unless the file proves that no certificate was revoked (B-LT and above)
    --json                       prints the report as JSON

  Exit codes: 0 signed, or valid; 1 refused, or invalid; 2 wrong usage or a file that cannot be read or written;
              3 indeterminate; 4 unsigned
`;

/** A wrong command line, or a file that cannot be read or written: said plainly, exit code 2. */
class UsageError extends Error {}

const verdictCodes: Record<Verdict, number> = { valid: 0, invalid: 1, indeterminate: 3, unsigned: 4 };
const names = [
  'Nguyễn Thị Ánh Nguyệt',
  'Ủy ban nhân dân (con dấu thử nghiệm)',
  'Đỗ Quốc Khánh',
  'Trần Thị Mỹ Lệ',
  'Phạm Văn Đức',
] as const;

/** Runs the command; gives the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === undefined || command === 'help' || args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage);
    return command === undefined ? 2 : 0;
  }
  if (command === 'sign') return sign(rest);
  if (command === 'verify') return verify(rest);
  throw new UsageError(`Unknown command "${command}": choose sign or verify.`);
}

async function sign(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    level: { type: 'string', default: 'B-B' },
    signers: { type: 'string', default: '1' },
    key: { type: 'string', default: 'rsa3072' },
    pki: { type: 'string' },
    'allow-active': { type: 'boolean', default: false },
  });
  const [input, output, ...more] = positionals;
  if (!input || !output || more.length > 0) throw new UsageError('sign needs IN and OUT.');
  const level = targetLevels.find((known) => known === values.level);
  if (!level) throw new UsageError(`--level is one of ${targetLevels.join(', ')}.`);
  const kind = Object.keys(signingKeyKinds).find((known) => known === values.key) as SigningKeyKind | undefined;
  if (!kind) throw new UsageError(`--key is one of ${Object.keys(signingKeyKinds).join(', ')}.`);
  const count = Number(values.signers);
  if (!Number.isInteger(count) || count < 1 || count > names.length) throw new UsageError('--signers is 1 to 5.');

  const pdf = read(input);
  const inspection = inspectPdf(pdf);
  const tolerated = ['already_signed', ...(values['allow-active'] ? ['active_content'] : [])];
  if (!inspection.ok && !tolerated.includes(inspection.refusal.reason)) return refused(input, inspection.refusal);
  const earlier = intactSignatures(pdf);
  if (!inspection.ok && !earlier.ok) return refused(input, earlier.refusal);

  const { pki, signers } = keysFrom(typeof values.pki === 'string' ? values.pki : undefined, kind, count);
  const options = { pki, level, now: () => new Date(), fileId: () => randomBytes(16) };
  const signed = await signInOrder(inspection.ok ? inspection.value.pdf : pdf, signers, options);
  if (!signed.ok) return refused(input, signed.refusal);
  write(output, signed.value);
  const who = count === 1 ? 'one signature' : `${count} signatures`;
  process.stdout.write(`${output}: ${who}, ${level}, ${kind}\n`);
  if (values.pki) process.stdout.write(`Trust anchors: ${join(String(values.pki), 'roots.pem')}\n`);
  return 0;
}

function verify(args: readonly string[]): number {
  const { values, positionals } = parse(args, {
    roots: { type: 'string' },
    intermediates: { type: 'string' },
    at: { type: 'string' },
    'require-revocation': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  const [file, ...more] = positionals;
  if (!file || more.length > 0) throw new UsageError('verify needs one FILE.');
  const now = typeof values.at === 'string' ? new Date(values.at) : new Date();
  if (Number.isNaN(now.getTime())) throw new UsageError('--at is a time such as 2026-11-20T17:00:00+07:00.');
  const [roots, intermediates] = [certificatesIn(values.roots), certificatesIn(values.intermediates)];
  const requireRevocation = values['require-revocation'] === true;
  const report = verifyPdf(read(file), { roots, intermediates, now, requireRevocation });
  const text = values.json ? JSON.stringify(reportJson(report), undefined, 2) : reportText(file, report);
  process.stdout.write(`${text}\n`);
  if (!values.json && !values.roots) process.stdout.write('No --roots given: no signature can be trusted.\n');
  return verdictCodes[report.verdict];
}

function certificatesIn(file: string | boolean | undefined): Uint8Array[] {
  if (typeof file !== 'string') return [];
  const certificates = derOfPem(read(file).toString('utf8'));
  if (certificates.length === 0) throw new UsageError(`${file} holds no certificate in PEM.`);
  return certificates;
}

type Options = Record<string, { readonly type: 'string' | 'boolean'; readonly default?: string | boolean }>;

function parse<const T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Files of a key folder; without a folder they are forgotten. */
interface Keeper {
  read(name: string): string | undefined;
  write(name: string, content: string): void;
}

function keeperOf(folder: string | undefined): Keeper {
  if (folder === undefined) return { read: () => undefined, write: () => undefined };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    throw new UsageError(`Cannot make the folder ${folder}.`);
  }
  return {
    read: (name) => (existsSync(join(folder, name)) ? read(join(folder, name)).toString('utf8') : undefined),
    write: (name, content) => write(join(folder, name), content, name.includes('.key.') ? 0o600 : 0o644),
  };
}

/** The authority and so many signers: kept ones where there are, otherwise fresh ones. */
function keysFrom(folder: string | undefined, kind: SigningKeyKind, count: number) {
  const keeper = keeperOf(folder);
  try {
    const pki = openPki(keeper);
    return { pki, signers: names.slice(0, count).map((name, index) => signerNamed(keeper, pki, kind, name, index)) };
  } catch (error) {
    throw error instanceof UsageError
      ? error
      : new UsageError(`The keys in ${folder} are damaged: give another folder.`);
  }
}

function openPki(keeper: Keeper): DevelopmentPki {
  const known = developmentPkiFromFiles(keeper.read);
  if (known) return known;
  const pki = createDevelopmentPki(new Date());
  for (const [name, content] of Object.entries(developmentPkiToFiles(pki))) keeper.write(name, content);
  return pki;
}

/** The signer kept under this number and kind of key, or one issued now. */
function signerNamed(
  keeper: Keeper,
  pki: DevelopmentPki,
  kind: SigningKeyKind,
  name: string,
  index: number,
): NamedSigner {
  const file = `signer${index + 1}-${kind}`;
  const certificatePem = keeper.read(`${file}.crt.pem`);
  const privateKeyPem = keeper.read(`${file}.key.pem`);
  const now = new Date();
  const known =
    certificatePem && privateKeyPem ? openSigner(pki, kind, { certificatePem, privateKeyPem }, now) : undefined;
  if (known) return { name, signer: known };
  const issued = issueSigner(pki, kind, name, now);
  keeper.write(`${file}.crt.pem`, issued.certificatePem);
  keeper.write(`${file}.key.pem`, issued.privateKeyPem);
  const signer = openSigner(pki, kind, issued, now);
  if (!signer) throw new UsageError('The development authority has expired: give another --pki folder.');
  return { name, signer };
}

function refused(file: string, { reason, detail, hint }: PadesRefusal): number {
  process.stderr.write(`${file}: refused, ${reason} (${detail})\n${hint}\n`);
  return 1;
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new UsageError(`Cannot read ${path}.`);
  }
}

function write(path: string, content: string | Uint8Array, mode = 0o644): void {
  try {
    writeFileSync(path, content, { mode });
  } catch {
    throw new UsageError(`Cannot write ${path}.`);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const known = error instanceof UsageError;
  process.stderr.write(
    known ? `${error.message}\nSee: npm run pades -- --help\n` : `${refusalHints.unexpected}\n${String(error)}\n`,
  );
  process.exitCode = known ? 2 : 1;
}
