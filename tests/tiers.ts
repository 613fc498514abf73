/** What a tier needs besides this process. */
export type Needs = 'nothing' | 'emulator for some' | 'emulator' | 'stack' | 'stack and browser';

/** A tier of the tests, run in this order. */
export type Tier =
  | { readonly name: string; readonly command: readonly string[] }
  /** A program of ours that takes file filters and prints as it goes; it takes hours, so it runs by its name or with `NIGHTLY`. */
  | { readonly name: string; readonly nightly: string }
  | {
      readonly name: string;
      readonly folder: string;
      readonly needs: Needs;
      /** Its files run two at a time, but these, which change what all see: one after another, before the others or after them. */
      readonly alone?: { readonly before: readonly string[]; readonly after: readonly string[] };
    };

/** The end-to-end tests that change what all see: carriers, clocks, dead letters, limits of the whole installation, what is listed of all. */
const alone = {
  // It has everything rebuilt: the less there is, the sooner.
  before: ['faults'],
  after: [
    'bank-transfers',
    'carriers',
    'deadlines',
    'erasure',
    'fee-expiry',
    'lanes',
    'receipts',
    'reconciliation',
    // It renews every result that lasts.
    'renewal',
    'staff',
    'statement-uploads',
    'time-stamps',
    'transfers',
  ],
};

/** Every tier from the quickest answer to the slowest. */
export const tiers: readonly Tier[] = [
  { name: 'format', command: ['biome', 'format', '.'] },
  { name: 'lint', command: ['biome', 'lint', '--error-on-warnings', '.'] },
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'architecture', folder: 'tests/architecture', needs: 'nothing' },
  { name: 'unit', folder: 'tests/unit', needs: 'nothing' },
  { name: 'property', folder: 'tests/property', needs: 'nothing' },
  { name: 'simulation', folder: 'tests/simulation', needs: 'nothing' },
  { name: 'contract', folder: 'tests/contract', needs: 'emulator for some' },
  { name: 'infra', folder: 'tests/infra', needs: 'nothing' },
  { name: 'integration', folder: 'tests/integration', needs: 'emulator' },
  { name: 'e2e', folder: 'tests/e2e', needs: 'stack', alone },
  { name: 'browser', folder: 'tests/browser', needs: 'stack and browser' },
  { name: 'mutation', nightly: 'tests/mutation/run.ts' },
];
