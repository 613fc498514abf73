import { defineConfig } from 'vitest/config';
import { testEnvironment } from './tests/support/test-environment.ts';

// Tiers are chosen by folder (tests/run.ts); those on an emulator share it, so their files run one after another.
// But those that say that no other file sees what they do (`sideBySideBut` of tests/tiers.ts).
const alone =
  process.env.MOTCUA_SIDE_BY_SIDE === undefined &&
  (process.env.MOTCUA_EMULATOR_ENDPOINT !== undefined || process.env.MOTCUA_STACK !== undefined);

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/support/seed.ts'],
    environment: 'node',
    globals: false,
    passWithNoTests: false,
    fileParallelism: !alone,
    maxWorkers: 2,
    // Against hanging only: machines are shared, so no test may depend on how fast this one is.
    testTimeout: 900_000,
    hookTimeout: 300_000,
    teardownTimeout: 10_000,
    retry: 0,
    // The product's own log lines are shown for tests that fail.
    silent: 'passed-only',
    env: testEnvironment,
  },
});
