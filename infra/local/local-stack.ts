import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deployInto, type Outputs } from './deploy.ts';
import { type Deployment, readDeployment, writeDeployment } from './deployment-record.ts';
import { type Emulator, localRegion, type RunningEmulator } from './emulators/emulator.ts';
import { ministackConcurrency } from './emulators/ministack.ts';
import { invokeRebuild, renewStreamMappings } from './emulators/stream-mappings.ts';
import { type FrontDoor, openFrontDoor, portTaken } from './front-door.ts';
import { type OccupiedHome, occupyHome } from './occupied-home.ts';
import { PlainError } from './plain-error.ts';
import { isPortFree } from './ports.ts';
import { step } from './progress.ts';
import { readLinks, type SampleLink, writeLinks } from './sample-links.ts';
import { seed } from './seed.ts';
import { sourceHash } from './source-hash.ts';
import { functionsOf, readStack, type Stack, stackFile, writeStack } from './stack-file.ts';

export interface StackOptions {
  readonly emulator: Emulator;
  /** Where everything that belongs to this stack is kept. */
  readonly home: string;
  readonly frontDoorPort: number;
  readonly emulatorPort: number;
  /** Whether data of an earlier run in the same home is kept and used again. */
  readonly persist: boolean;
  readonly stage: 'local' | 'test';
}

export interface RunningStack {
  readonly stack: Stack;
  readonly file: string;
  readonly links: readonly SampleLink[];
  readonly emulator: RunningEmulator;
  stop(): Promise<void>;
}

/** Brings a whole stack up, step by step with progress. What was started is ended again when a step fails. */
export async function bringUp(options: StackOptions): Promise<RunningStack> {
  const occupied = await occupyHome(options.home);
  try {
    return await bringUpIn(occupied, options);
  } catch (error) {
    await occupied.leave();
    throw error;
  }
}

async function bringUpIn(occupied: OccupiedHome, options: StackOptions): Promise<RunningStack> {
  const { home, emulator, frontDoorPort, emulatorPort } = options;
  if (!(await Promise.all(['127.0.0.1', '::1'].map((host) => isPortFree(frontDoorPort, host)))).every(Boolean))
    throw new PlainError(portTaken(frontDoorPort));
  if (emulator.name !== 'external' && !(await isPortFree(emulatorPort)))
    throw new PlainError(emulatorPortTaken(emulatorPort));

  await step(`Install ${emulator.title}`, (note) => emulator.install(note));
  const context = { stage: options.stage, publicOrigin: `http://localhost:${frontDoorPort}` };
  const keeps = options.persist && emulator.name === 'ministack';
  const hash = await sourceHash(JSON.stringify([emulator.title, context]));
  const folder = join(home, emulator.name); // each its own: trying another emulator must not cost the first one's data
  if (!keeps) await rm(folder, { recursive: true, force: true });

  const running = await step(`Start ${emulator.title}`, () =>
    emulator.start({ port: emulatorPort, folder, persist: keeps }),
  );
  await occupied.remember(running.pid);
  let door: FrontDoor | undefined;
  const stop = async () => {
    await door?.stop();
    await running.stop();
    await occupied.leave();
  };
  try {
    const known = keeps ? await readDeployment(running) : undefined;
    if (keeps && !known) await forgetEverything(running);
    const outputs = await deployed(running, known, hash, { context, folder: home });
    if (keeps) await writeDeployment(running, { hash, outputs });
    door = await openFrontDoor({
      port: frontDoorPort,
      target: () => running.apiUrl(outputs.ApiId ?? '', outputs.ApiStage ?? ''),
      atOnce: Math.floor((ministackConcurrency * 2) / 3), // the rest is for queues, streams and schedules
    });
    const file = stackFile(home);
    const bare = { frontDoor: door.origin, endpointUrl: running.endpointUrl, region: localRegion, outputs };
    const before = keeps ? await readStack(file) : undefined;
    const filled = await step('Sample agencies, merchants, keys and dossiers', (note) =>
      seeded(home, before, bare, known !== undefined, note),
    );
    await writeStack(file, filled.stack);
    await writeLinks(home, filled.links);
    return { ...filled, file, emulator: running, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Deploys, unless the same sources are deployed already; streams of a state that is used again are made anew. */
async function deployed(
  running: RunningEmulator,
  known: Deployment | undefined,
  hash: string,
  options: { context: Record<string, string>; folder: string },
): Promise<Outputs> {
  const outputs =
    known?.hash === hash
      ? await step('Deploy: nothing has changed', async () => known.outputs)
      : await step('Deploy the CDK app', (note) => deployInto(running, options, note));
  if (known) {
    await step('Read the streams from their beginning', async (note) => {
      note(`${await renewStreamMappings(running)} streams`);
      const { rebuild } = functionsOf(outputs);
      if (rebuild) await invokeRebuild(running, rebuild);
    });
  }
  return outputs;
}

/** A state without a finished deployment in it is of no use and may stand in the way of one. */
async function forgetEverything(running: RunningEmulator): Promise<void> {
  await fetch(`${running.endpointUrl}/_ministack/reset`, { method: 'POST' }).catch(() => undefined);
}

/** The samples of an earlier run as long as its keys still work, else new ones. */
async function seeded(
  home: string,
  before: Stack | undefined,
  bare: Parameters<typeof seed>[0],
  hasData: boolean,
  note: (text: string) => void,
): Promise<{ stack: Stack; links: readonly SampleLink[] }> {
  if (before && hasData && (await keyWorks(bare.frontDoor, before.apiKeys.backOffice))) {
    note('kept');
    const { outputs } = bare;
    return {
      stack: { ...before, ...bare, functions: functionsOf(outputs), outputs: { ...outputs } },
      links: await readLinks(home),
    };
  }
  return seed(bare, note, before);
}

/** A key that works is told that it lacks nothing but the dossier. */
async function keyWorks(frontDoor: string, key: string): Promise<boolean> {
  const response = await fetch(`${frontDoor}/v1/dossiers/H26.10-000101-0000`, {
    headers: { Authorization: `Bearer ${key}` },
    signal: AbortSignal.timeout(30_000),
  }).catch(() => undefined);
  return response?.status === 404;
}

function emulatorPortTaken(port: number): string {
  return `Port ${port} is taken by another program: end that program, or choose another port for the emulator with "npm start -- --emulator-port ${port + 1000}".`;
}
