import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeMaterial } from './pades/bench-material.ts';
import { type LoadCost, loadCost } from './pades/bundle-size.ts';
import type { Bench } from './run.ts';

const variants = ['pades b-b', 'pades b-t', 'libpdf b-b', 'libpdf b-t', 'signpdf p12'] as const;
const sizes = ['100KB', '5MB'] as const;
const rounds = 3;
const goal = 1 / 3;

interface Measured {
  readonly ms: number;
  readonly firstMs: number;
  readonly peakMb: number;
}

const variantScript = fileURLToPath(new URL('./pades/variant.ts', import.meta.url));

/** What has to be loaded to sign: ours without panels and fonts, the peers with what signing with a key takes. */
const loads = {
  pades: `export { signPdf } from './functions/results/pades/sign/sign-pdf.ts';`,
  'pades + verify': `export { signPdf } from './functions/results/pades/sign/sign-pdf.ts'; export { verifyPdf } from './functions/results/pades/verify/verify-pdf.ts';`,
  'pkijs + asn1js': `import * as asn1js from 'asn1js'; import * as pkijs from 'pkijs'; export { asn1js, pkijs };`,
  libpdf: `export { PDF } from '@libpdf/core';`,
  'signpdf + p12': `export { SignPdf } from '@signpdf/signpdf'; export { P12Signer } from '@signpdf/signer-p12'; export { plainAddPlaceholder } from '@signpdf/placeholder-plain';`,
} as const;

/** Signing time and peak memory against the npm signers in the same run, and what loading each costs. */
export const bench: Bench = {
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-signing-'));
    try {
      writeMaterial(folder);
      const measured = measureVariants(folder);
      printVariants(measured);
      const costs = new Map<string, LoadCost>();
      for (const [name, source] of Object.entries(loads)) costs.set(name, await loadCost(folder, name, source));
      printLoads(costs);
      return { ...flatVariants(measured), ...flatLoads(costs) };
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** Every variant in its own process, in alternating order over the rounds; the median of the rounds counts. */
function measureVariants(folder: string): Map<string, Measured> {
  const runs = new Map<string, Measured[]>();
  for (let round = 0; round < rounds; round++)
    for (const size of sizes)
      for (const variant of round % 2 ? variants.toReversed() : variants) {
        const args = ['--expose-gc', '--no-warnings', variantScript, variant, join(folder, `${size}.pdf`), folder];
        const output = execFileSync(process.execPath, args).toString().trim().split('\n').at(-1) ?? '';
        const key = `${variant} ${size}`;
        runs.set(key, [...(runs.get(key) ?? []), JSON.parse(output)]);
      }
  const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
  return new Map(
    [...runs].map(([key, list]) => [
      key,
      {
        ms: middle(list.map(({ ms }) => ms)),
        firstMs: middle(list.map(({ firstMs }) => firstMs)),
        peakMb: middle(list.map(({ peakMb }) => peakMb)),
      },
    ]),
  );
}

function printVariants(measured: ReadonlyMap<string, Measured>): void {
  console.log('\nOne signature; the time until key and time-stamp authority have answered is not counted');
  console.log(`${''.padEnd(24)}${'ms'.padStart(10)}${'first ms'.padStart(12)}${'peak +MB'.padStart(12)}`);
  for (const [key, { ms, firstMs, peakMb }] of measured)
    console.log(
      `${key.padEnd(24)}${ms.toFixed(2).padStart(10)}${firstMs.toFixed(1).padStart(12)}${peakMb.toFixed(0).padStart(12)}`,
    );
  for (const level of ['b-b', 'b-t'])
    for (const size of sizes) {
      const ratio = ratioToLibpdf(measured, level, size);
      console.log(
        `${level} ${size}: ${ratio.toFixed(3)} of libpdf's time, goal ${goal.toFixed(3)}: ${ratio <= goal ? 'met' : 'missed'}`,
      );
    }
}

const ratioToLibpdf = (measured: ReadonlyMap<string, Measured>, level: string, size: string): number =>
  measured.get(`pades ${level} ${size}`)!.ms / measured.get(`libpdf ${level} ${size}`)!.ms;

function printLoads(costs: ReadonlyMap<string, LoadCost>): void {
  console.log('\nLoading it: bundled and minified as for Lambda');
  console.log(`${''.padEnd(24)}${'KB'.padStart(10)}${'KB gzip'.padStart(12)}${'import ms'.padStart(12)}`);
  for (const [name, { minKb, gzipKb, importMs }] of costs)
    console.log(
      `${name.padEnd(24)}${minKb.toFixed(0).padStart(10)}${gzipKb.toFixed(0).padStart(12)}${importMs.toFixed(1).padStart(12)}`,
    );
}

const rounded = (value: number): number => Number(value.toFixed(3));

function flatVariants(measured: ReadonlyMap<string, Measured>): Record<string, number> {
  const flat: Record<string, number> = {};
  for (const [key, { ms, peakMb }] of measured) {
    const name = key.replaceAll(' ', '.');
    flat[`${name}.ms`] = rounded(ms);
    flat[`${name}.peakMb`] = rounded(peakMb);
  }
  for (const level of ['b-b', 'b-t'])
    for (const size of sizes)
      flat[`pades.${level}.${size}.ratioToLibpdf`] = rounded(ratioToLibpdf(measured, level, size));
  for (const size of sizes)
    flat[`pades.b-b.${size}.ratioToSignpdf`] = rounded(
      measured.get(`pades b-b ${size}`)!.ms / measured.get(`signpdf p12 ${size}`)!.ms,
    );
  return flat;
}

function flatLoads(costs: ReadonlyMap<string, LoadCost>): Record<string, number> {
  const flat: Record<string, number> = {};
  for (const [name, { minKb, importMs }] of costs) {
    const key = name.replace(/ \+ /g, '+');
    flat[`load.${key}.minKb`] = rounded(minKb);
    flat[`load.${key}.importMs`] = rounded(importMs);
  }
  return flat;
}
