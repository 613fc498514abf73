/**
 * Runs benches: `npm run bench -- signing`, or all of them. A bench is a file of this folder that exports `bench`, or
 * that measures and prints by itself when imported. The last line is `BENCH {json}` of flat names.
 */
import { readdirSync } from 'node:fs';

/** A bench prints its table and gives flat names with numbers. */
export interface Bench {
  run(): Promise<Record<string, number>>;
}

const folder = new URL('.', import.meta.url);
const known = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.replace(/\.ts$/, ''));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !known.includes(name));

if (unknown.length > 0) {
  console.error(`No bench called ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exitCode = 2;
} else {
  const results: Record<string, number> = {};
  for (const name of wanted.length > 0 ? wanted : known) {
    console.log(`\n${name}`);
    const module: { readonly bench?: Bench } = await import(new URL(`${name}.ts`, folder).href);
    Object.assign(results, await module.bench?.run());
  }
  if (Object.keys(results).length > 0) console.log(`BENCH ${JSON.stringify(results)}`);
}
