import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { localRegion, type RunningEmulator, toolEnvironment } from './emulators/emulator.ts';
import { setIgnoredProperties } from './emulators/ministack-properties.ts';
import { sdkConfig } from './emulators/sdk-config.ts';
import type { Trouble } from './emulators/trouble.ts';
import { repository } from './folders.ts';
import { PlainError } from './plain-error.ts';
import { runProgram } from './processes.ts';
import type { Note } from './progress.ts';

const DEPLOY_LIMIT_MS = 6 * 60_000; // a hanging custom resource would wait for ever
const BOOTSTRAP_LIMIT_MS = 120_000;
const LAST_WORDS_MS = 5_000; // what the CLI may take to say itself why it fails, before it is ended
const localAccount = '000000000000';

export interface DeployOptions {
  /** CDK context: `stage`, `publicOrigin` and what else the app reads. */
  readonly context: Readonly<Record<string, string>>;
  /** Where the cloud assembly, the outputs and the log go. */
  readonly folder: string;
  /** The CDK app; another one only in tests of this file. */
  readonly app?: string;
}

/** All CDK outputs of all stacks by name. */
export type Outputs = Record<string, string>;

/**
 * Deploys the CDK app into an emulator with the real CDK CLI. A deploy in which a function cannot start or a resource fails is
 * ended within seconds, since CloudFormation would wait for it. @throws PlainError with the cause, what to do, and the log's path.
 */
export async function deployInto(emulator: RunningEmulator, options: DeployOptions, note: Note): Promise<Outputs> {
  await mkdir(options.folder, { recursive: true });
  const logFile = join(options.folder, 'deploy.log');
  await writeFile(logFile, '');
  const env = { ...toolEnvironment(), ...emulator.env, CI: 'true', NO_COLOR: '1' };
  const run = { emulator, env, logFile, note };

  if (!(await isBootstrapped(emulator))) {
    note('bootstrap');
    // In a folder without an app: the CLI would synthesize the app first, unbundled.
    const elsewhere = join(options.folder, 'bootstrap');
    await mkdir(elsewhere, { recursive: true });
    await cdk(['bootstrap', `aws://${localAccount}/${localRegion}`], elsewhere, BOOTSTRAP_LIMIT_MS, run);
  }

  note('synthesis');
  const assembly = join(options.folder, 'cdk.out');
  const outputsFile = join(options.folder, 'outputs.json');
  await rm(assembly, { recursive: true, force: true });
  await rm(outputsFile, { force: true });
  await cdk(
    [
      ...['deploy', '--all', '--require-approval', 'never', '--method', 'direct'],
      ...['--app', options.app ?? 'node infra/app.ts', '--output', assembly, '--outputs-file', outputsFile],
      ...Object.entries(options.context).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    repository,
    DEPLOY_LIMIT_MS,
    run,
  );
  if (emulator.name !== 'localstack') await setIgnoredProperties(emulator, assembly);
  const perStack = JSON.parse(await readFile(outputsFile, 'utf8')) as Record<string, Outputs>;
  return Object.assign({}, ...Object.values(perStack)) as Outputs;
}

async function isBootstrapped(emulator: RunningEmulator): Promise<boolean> {
  const client = new CloudFormationClient(sdkConfig(emulator));
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'CDKToolkit' }));
    return Stacks?.[0]?.StackStatus?.endsWith('_COMPLETE') === true;
  } catch {
    return false;
  } finally {
    client.destroy();
  }
}

interface Run {
  readonly emulator: RunningEmulator;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly note: Note;
}

async function cdk(
  args: string[],
  cwd: string,
  timeoutMs: number,
  { emulator, env, logFile, note }: Run,
): Promise<void> {
  const cli = join(repository, 'node_modules', '.bin', 'cdk');
  const hopeless = new AbortController();
  let trouble: Trouble | undefined;
  const giveUp = (seen: Trouble): void => {
    if (trouble) return;
    trouble = seen;
    setTimeout(() => hopeless.abort(), LAST_WORDS_MS).unref();
  };
  const stopWatching = await emulator.watch(giveUp);
  const { code, output, timedOut } = await runProgram(
    cli,
    [...args, '--no-notices', '--no-version-reporting', '--ci'],
    {
      cwd,
      env,
      timeoutMs,
      signal: hopeless.signal,
      onLine(line) {
        const stack = /^(motcua-[\w-]+)(?:: | \| )/.exec(line)?.[1];
        if (stack) note(stack);
        const failed = failedResourceIn(line);
        if (failed) giveUp({ cause: failed, advice: 'Mend that' });
      },
    },
  );
  stopWatching();
  await appendFile(logFile, `$ cdk ${args.join(' ')}\n${output}\n`);
  if (code === 0) return;
  const { cause, advice } = trouble ?? {
    cause: timedOut ? `it was still not done after ${timeoutMs / 1000} s` : reasonIn(output),
    advice: timedOut ? 'Where the machine was busy, give it time' : 'Mend that',
  };
  const log = emulator.logFile ? `${logFile}, the emulator's is ${emulator.logFile}` : logFile;
  throw new PlainError(`cdk ${args[0]} failed: ${cause}. ${advice}, and run the command again; its log is ${log}.`);
}

/** The resource that failed and why, where a line of CloudFormation's progress tells so; a stack fails only because of one. */
function failedResourceIn(line: string): string | undefined {
  const [, what] = / (?:CREATE|UPDATE)_FAILED +\| (?!AWS::CloudFormation::Stack )(.*)/.exec(line) ?? [];
  return what?.replaceAll(/\s+/g, ' ').trim().slice(0, 400);
}

/** What the CLI's output says of why it failed, as far as it can be told apart: its telling line, and the detail below it. */
export function reasonIn(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const telling = [/_FAILED|❌/, /^✘/, /^«\w+»/, /^\w*Error: /, /error/i, /./]
    .map((pattern) => lines.findIndex((line) => pattern.test(line)))
    .find((at) => at >= 0);
  if (telling === undefined) return 'it said nothing';
  const hasDetail = /^✘|:$/.test(lines[telling] ?? '');
  return lines
    .slice(telling, telling + (hasDetail ? 2 : 1))
    .join(' ')
    .slice(0, 400)
    .replace(/[.:]$/, '');
}
