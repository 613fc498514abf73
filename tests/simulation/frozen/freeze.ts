/**
 * `npm exec -- node tests/simulation/frozen/freeze.ts`: bundles the folds of this release, with the ledger, the heads and the stream's
 * consumer, into one file beside it, by the version in package.json. Run when a release is made, before anything else changes.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../../../infra/bundle-options.ts';
import { repository } from '../../../infra/local/folders.ts';

const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { readonly version: string };
const folder = 'tests/simulation/frozen';
await build({
  ...bundleOptions,
  absWorkingDir: repository,
  entryPoints: [`${folder}/release.ts`],
  outfile: `${folder}/${version}.mjs`,
  format: 'esm',
  banner: {
    js: `/* The folds of release ${version}, made by ${folder}/freeze.ts. Not to be edited. */\nimport{createRequire}from'node:module';const require=createRequire(import.meta.url);`,
  },
  legalComments: 'none',
});
