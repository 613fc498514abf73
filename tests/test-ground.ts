import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Choice, emulatorForTests } from '../infra/local/emulators/choose.ts';
import type { RunningEmulator } from '../infra/local/emulators/emulator.ts';
import { bringUp, type RunningStack } from '../infra/local/local-stack.ts';
import { freeBasePort } from '../infra/local/ports.ts';
import { step } from '../infra/local/progress.ts';

const FIRST_PORT = 14_566; // away from those of `npm start`

/**
 * The emulators and stacks of one run of the tests: each is brought up when it is first asked for, one at a time, in a
 * folder of its own and on ports that are free, and all are taken down at the end, whatever happens.
 */
export class TestGround {
  #choice: Promise<Choice> | undefined;
  #present: { kind: string; env: Record<string, string>; stop(): Promise<void> } | undefined;
  #coming: Promise<unknown> | undefined;

  /** Why this machine cannot run the tests as CI must, undefined where it can. */
  async lackingInCi(): Promise<string | undefined> {
    const { emulator, why } = await this.#chosen();
    return emulator.name === 'localstack' ? undefined : `CI runs the tests on LocalStack: ${why}`;
  }

  /** An empty emulator without our app. */
  async emulator(): Promise<Record<string, string>> {
    return this.#bring('emulator', async (home) => {
      const { emulator } = await this.#announced();
      await step(`Install ${emulator.title}`, (note) => emulator.install(note));
      const running = await step(`Start ${emulator.title}`, async () =>
        emulator.start({ port: await freeBasePort(FIRST_PORT), folder: join(home, 'emulator'), persist: false }),
      );
      return { env: environment(running), stop: () => running.stop() };
    });
  }

  /** The deployed stack with its sample data. */
  async stack(): Promise<Record<string, string>> {
    return this.#bring('stack', async (home) => {
      const { emulator } = await this.#announced();
      const emulatorPort = await freeBasePort(FIRST_PORT);
      const running: RunningStack = await bringUp({
        emulator,
        home,
        emulatorPort,
        frontDoorPort: emulatorPort + 99,
        persist: false,
        stage: 'local',
      });
      return {
        env: { ...environment(running.emulator), MOTCUA_STACK: running.file },
        stop: () => running.stop(),
      };
    });
  }

  /** Takes down at once what is there; the programs of what is on its way end with this process. */
  async leave(): Promise<void> {
    const present = this.#present;
    this.#present = undefined;
    await present?.stop();
  }

  /** Takes down whatever is there or on its way. */
  async clear(): Promise<void> {
    await this.#coming?.catch(() => {});
    await this.leave();
  }

  async #bring(
    kind: string,
    start: (home: string) => Promise<{ env: Record<string, string>; stop(): Promise<void> }>,
  ): Promise<Record<string, string>> {
    if (this.#present?.kind === kind) return this.#present.env;
    await this.clear();
    const home = await mkdtemp(join(tmpdir(), 'motcua-test-'));
    process.once('exit', () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
    const coming = start(home);
    this.#coming = coming;
    try {
      const { env, stop } = await coming;
      this.#present = {
        kind,
        env,
        async stop() {
          await stop();
          await rm(home, { recursive: true, force: true, maxRetries: 3 });
        },
      };
      return env;
    } finally {
      this.#coming = undefined;
    }
  }

  #chosen(): Promise<Choice> {
    this.#choice ??= emulatorForTests();
    return this.#choice;
  }

  async #announced(): Promise<Choice> {
    const choice = await this.#chosen();
    console.log(`  on ${choice.emulator.title}: ${choice.why}`);
    return choice;
  }
}

function environment(running: RunningEmulator): Record<string, string> {
  return {
    MOTCUA_EMULATOR_ENDPOINT: running.endpointUrl,
    MOTCUA_REST_API_URL: running.apiUrl('{api}', '{stage}'),
  };
}
