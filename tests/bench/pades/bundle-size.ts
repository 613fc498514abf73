import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { bundleOptions } from '../../../infra/bundle-options.ts';

/** What a library costs a Lambda function: bundled bytes, and milliseconds to load them in a fresh process. */
export interface LoadCost {
  readonly minKb: number;
  readonly gzipKb: number;
  readonly importMs: number;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
const processes = 11;

/** Bundles a few lines of source as our functions are bundled, and loads the result in fresh processes. */
export async function loadCost(folder: string, name: string, source: string): Promise<LoadCost> {
  const outfile = join(folder, `${name.replace(/\W+/g, '-')}.cjs`);
  await build({
    stdin: { contents: source, resolveDir: root, loader: 'ts' },
    outfile,
    ...bundleOptions,
    logLevel: 'error',
  });
  const bundle = readFileSync(outfile);
  const script = join(folder, 'load.cjs');
  writeFileSync(script, `const t=performance.now();require(process.argv[2]);console.log(performance.now()-t)`);
  const times = Array.from({ length: processes }, () =>
    Number(execFileSync(process.execPath, [script, outfile]).toString()),
  );
  return {
    minKb: bundle.length / 1024,
    gzipKb: gzipSync(bundle).length / 1024,
    importMs: times.sort((a, b) => a - b)[Math.floor(processes / 2)]!,
  };
}
