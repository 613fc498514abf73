import { defineConfig } from 'vitest/config';

// Tiers are chosen by folder (tests/run.ts); those on an emulator share it, so their files run one after another.
const alone = process.env.MOTCUA_EMULATOR_ENDPOINT !== undefined || process.env.MOTCUA_STACK !== undefined;

// Mutation testing (tests/mutation/run.ts) names the files that answer for what it changes. It starts a worker for each change, in
// which they share what they load: loading it for each file costs more than the tests.
const answering = process.env.MOTCUA_TEST_FILES?.split(',');

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export
export default defineConfig({
  test: {
    include: answering ?? ['tests/**/*.test.ts'],
    isolate: answering === undefined,
    setupFiles: ['tests/support/seed.ts'],
    environment: 'node',
    globals: false,
    passWithNoTests: false,
    fileParallelism: !alone,
    maxWorkers: 2,
    // Against hanging only: machines are shared, so no test may depend on how fast this one is.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 10_000,
    retry: 0,
    // The product's own log lines are shown for tests that fail; the logger writes through the console only when told so.
    silent: 'passed-only',
    env: { POWERTOOLS_DEV: 'true', POWERTOOLS_METRICS_DISABLED: 'false' },
  },
});
