import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deployInto } from '../../../infra/local/deploy.ts';
import type { Emulator, RunningEmulator } from '../../../infra/local/emulators/emulator.ts';
import { findLocalstack } from '../../../infra/local/emulators/localstack.ts';
import { ministack } from '../../../infra/local/emulators/ministack.ts';
import { freeBasePort } from '../../../infra/local/ports.ts';

const found = await findLocalstack();
const emulators: readonly Emulator[] = [ministack(), ...('emulator' in found ? [found.emulator] : [])];

const app = 'node tests/support/custom-resource-app.ts';

/** CloudFormation alone would wait for an hour. */
const SOON_MS = 60_000;

describe.each(emulators)('a deploy on $title, in a folder below a package.json of ES modules', (emulator) => {
  let folder: string;
  let running: RunningEmulator;

  beforeAll(async () => {
    await emulator.install(() => {});
    folder = await mkdtemp(join(tmpdir(), 'motcua-deploy-'));
    await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
    const port = await freeBasePort(34_566);
    running = await emulator.start({ port, folder: join(folder, 'emulator'), persist: false });
  }, 600_000);

  afterAll(async () => {
    await running?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }, 30_000);

  /** Deploys the stack whose custom resource conducts itself so; answers how the deploy ended, and after how long. */
  const deployed = async (conduct: string): Promise<{ said: string; tookMs: number }> => {
    let began = performance.now();
    // Only the stack itself counts, not the bootstrap and the synthesis before it.
    const note = (part: string): void => {
      if (part !== `motcua-${conduct}`) began = performance.now();
    };
    const options = { context: { conduct }, folder: join(folder, conduct), app };
    const said = await deployInto(running, options, note).then(
      () => 'it succeeded',
      (error: Error) => error.message,
    );
    return { said, tookMs: performance.now() - began };
  };

  test('its functions run as CommonJS, as in Lambda', async () => {
    expect((await deployed('succeeds')).said).toBe('it succeeded');
  }, 180_000);

  test('a custom resource that fails ends it with its own words', async () => {
    const { said, tookMs } = await deployed('refuses');
    expect(said).toMatch(/Thing.*the key is not there.*Mend that, and run the command again/);
    expect(tookMs).toBeLessThan(SOON_MS);
  }, 180_000);

  test('a function whose process does not come up ends it, by its name', async () => {
    const { said, tookMs } = await deployed('exits');
    expect(said).toMatch(/the function motcua-exits-Function\S+ could not start.*Look whether memory/);
    expect(tookMs).toBeLessThan(SOON_MS);
  }, 180_000);
});
