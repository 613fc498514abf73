/**
 * What loading each function costs beside peers in the same run: what a cold start pays before the first request; and what it pays
 * with its first request, so that nothing is won by putting work off.
 */
import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BuildOptions, build } from 'esbuild';
import { bundleOptions } from '../../infra/bundle-options.ts';
import { repository } from '../../infra/local/folders.ts';
import { functionEnvironment } from '../support/function-environment.ts';
import { contractsOf } from '../support/routes.ts';
import { fakeAws } from './cold-start/fake-aws.ts';
import { type Beginning, beginning } from './cold-start/first-requests.ts';
import { peers, usual } from './cold-start/peers.ts';
import type { Bench } from './run.ts';

const rounds = 21;

/** The most that a function may take of the usual handler's time to load. A missed goal is printed; nothing fails by it. */
const goals: Readonly<Record<string, number>> = { 'payments/provider-webhook': 0.45, 'web/citizen-pages': 0.6 };

/** A bundle that is loaded in fresh processes. */
interface Loaded {
  readonly name: string;
  readonly file: string;
  readonly kb: number;
}

/** What one process measured, in milliseconds of its main thread. */
interface Cold {
  readonly load: number;
  /** Loading and the first request; undefined where none is asked. */
  readonly first: number | undefined;
}

/**
 * Loads one file as Lambda does before the first request, then asks the first one; tells the milliseconds of the main thread: what
 * waits for its turn on a busy machine, or for the other side, is not counted.
 */
const loader = `
  const spent = () => { const { user, system } = process.threadCpuUsage(); return (user + system) / 1000; };
  const [, , file, event, expected] = process.argv;
  const began = spent();
  const { handler } = require(file);
  const load = spent() - began;
  const end = (first) => process.stderr.write(JSON.stringify({ load, first }), () => process.exit());
  if (!event || !handler) end();
  else
    handler(JSON.parse(event), {}).then((answer) => {
      const first = spent() - began;
      const { body = '', isBase64Encoded } = answer;
      const text = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8').toString();
      if (!(JSON.stringify(answer) + text).includes(expected)) throw new Error('answered ' + JSON.stringify(answer) + text);
      end(first);
    });`;

const entries = globSync('functions/*/handlers/*.ts', { cwd: repository })
  .filter((file) => /^export const handler\b/m.test(readFileSync(join(repository, file), 'utf8')))
  .sort();

const nameOf = (entry: string): string => entry.replace(/^functions\/(\w+)\/handlers\/(.+)\.ts$/, '$1/$2');

const bundled = async (folder: string, name: string, options: BuildOptions): Promise<Loaded> => {
  const file = join(folder, `${name.replace(/\W+/g, '-')}.cjs`);
  await build({ ...options, absWorkingDir: repository, outfile: file, logLevel: 'error' });
  return { name, file, kb: readFileSync(file).length / 1024 };
};

const run = promisify(execFile);

/** Every bundle once a round in a fresh process, each round from another one on, so that whatever slows the machine slows all. */
const measured = async (
  script: string,
  all: readonly Loaded[],
  { requests }: Beginning,
  env: NodeJS.ProcessEnv,
): Promise<ReadonlyMap<string, readonly Cold[]>> => {
  const times = new Map<string, Cold[]>(all.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (let i = 0; i < all.length; i++) {
      const { name, file } = all[(i + round * 5) % all.length] as Loaded;
      const asked = requests[name];
      const parameters = asked ? [JSON.stringify(asked.event), asked.answer] : [];
      const { stderr } = await run(process.execPath, [script, file, ...parameters], { env });
      times.get(name)?.push(JSON.parse(stderr) as Cold);
    }
  return times;
};

/** The mean of the middle half: a clock that ticks in milliseconds makes medians jump. */
const middle = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const quarter = Math.floor(sorted.length / 4);
  const half = sorted.slice(quarter, sorted.length - quarter);
  return half.reduce((sum, value) => sum + value, 0) / half.length;
};

/** Loading times of all functions and peers, interleaved; what counts is the ratio to the usual handler. */
export const bench: Bench = {
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-cold-'));
    const begun = await beginning();
    const aws = await fakeAws(begun.tables, begun.secrets);
    try {
      const all: Loaded[] = [];
      for (const [name, options] of Object.entries(peers)) all.push(await bundled(folder, name, options));
      for (const entry of entries)
        all.push(await bundled(folder, nameOf(entry), { entryPoints: [entry], ...bundleOptions }));
      const contracts = await Promise.all(
        [...new Set(entries.map((entry) => entry.split('/')[1] ?? ''))].map(contractsOf),
      );
      const script = join(folder, 'load.cjs');
      writeFileSync(script, loader);
      const env = { ...functionEnvironment(contracts.flat()), AWS_ENDPOINT_URL: aws.origin, TABLE: 'usual' };
      return reported(all, await measured(script, all, begun, env));
    } finally {
      await aws.stop();
      rmSync(folder, { recursive: true });
    }
  },
};

const ratioText = (ms: number, usualMs: number): string =>
  `${ms.toFixed(1).padStart(8)}${(ms / usualMs).toFixed(2).padStart(8)}`;

function reported(all: readonly Loaded[], times: ReadonlyMap<string, readonly Cold[]>): Record<string, number> {
  const flat: Record<string, number> = {};
  const loadOf = (name: string): number => middle((times.get(name) ?? []).map(({ load }) => load));
  const firstOf = (name: string): number | undefined => {
    const firsts = (times.get(name) ?? []).flatMap(({ first }) => first ?? []);
    return firsts.length > 0 ? middle(firsts) : undefined;
  };
  console.log(`A bundle in a fresh process: milliseconds of its thread, the middle of ${rounds}, all bundles in turn`);
  console.log(
    `${''.padEnd(36)}${'KB'.padStart(8)}${'load'.padStart(8)}${'ratio'.padStart(8)}  with a first request, ratio`,
  );
  for (const { name, kb } of all) {
    const [load, first] = [loadOf(name), firstOf(name)];
    const ratio = load / loadOf(usual);
    const goal = goals[name];
    const verdict = goal === undefined ? '' : `  goal ${goal}: ${ratio <= goal ? 'met' : 'missed'}`;
    const second = first === undefined ? '' : ratioText(first, firstOf(usual) ?? Number.NaN);
    console.log(
      `${name.padEnd(36)}${kb.toFixed(0).padStart(8)}${ratioText(load, loadOf(usual))}  ${second.padEnd(16)}${verdict}`,
    );
    const key = `cold.${name.replace(/\W+/g, '-')}`;
    flat[`${key}.ratio`] = Number(ratio.toFixed(3));
    flat[`${key}.kb`] = Math.round(kb);
    if (first !== undefined) flat[`${key}.first.ratio`] = Number((first / (firstOf(usual) ?? Number.NaN)).toFixed(3));
  }
  return flat;
}
