import { type FSWatcher, watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { sdkConfig } from './emulators/sdk-config.ts';
import { homeFolder, repository } from './folders.ts';
import { FunctionBundler } from './function-bundler.ts';
import { PlainError, runCommand } from './plain-error.ts';
import { secondsText } from './progress.ts';
import { readStack, type Stack, stackFile } from './stack-file.ts';
import { onceAskedToStop } from './stop-signal.ts';

const SETTLE_MS = 150; // an editor writes a file in several steps

/** `npm run dev`: watches functions/ and shared/ and puts changed handlers on the running stack. */
async function main(): Promise<number> {
  const file = stackFile(homeFolder());
  const stack = await readStack(file);
  if (!stack)
    throw new PlainError(`No stack is running (${file} is not there): run "npm start" in another terminal first.`);
  const answer = await fetch(stack.endpointUrl, { signal: AbortSignal.timeout(3_000) }).catch(() => undefined);
  if (!answer) throw new PlainError('The stack is not running: run "npm start" in another terminal first.');

  const handlers = await handlersOf(stack);
  const bundler = new FunctionBundler(new LambdaClient(sdkConfig(stack)), handlers);
  await bundler.remember();
  console.log(`Watching functions/ and shared/ for ${handlers.length} functions; Ctrl-C ends it.`);

  let timer: NodeJS.Timeout | undefined;
  let updating: Promise<void> = Promise.resolve();
  let files = new Set<string>();
  const changed = (file: string): void => {
    files.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const settled = files;
      files = new Set();
      updating = updating.then(() => update(bundler, settled));
    }, SETTLE_MS);
  };
  const stopWatching = await watchFolders(['functions', 'shared'], changed);
  await onceAskedToStop();
  stopWatching();
  await bundler.dispose();
  return 0;
}

/**
 * Tells of every changed file below some folders of the repository until it is stopped. Each folder is watched by itself: on
 * Linux Node's recursive watch loses a file that an editor replaces by renaming another one over it.
 */
async function watchFolders(roots: readonly string[], changed: (file: string) => void): Promise<() => void> {
  const watchers = new Map<string, FSWatcher>();
  const watchNew = async (): Promise<void> => {
    for (const folder of (await Promise.all(roots.map((root) => foldersBelow(join(repository, root))))).flat()) {
      if (watchers.has(folder)) continue;
      const watcher = watch(folder, (event, name) => {
        if (event === 'rename') void watchNew();
        if (name) changed(relative(repository, join(folder, name)));
      });
      const forget = (): void => {
        watcher.close();
        watchers.delete(folder);
      };
      watcher.on('error', forget); // the folder has gone
      watchers.set(folder, watcher);
    }
  };
  await watchNew();
  return () => {
    for (const watcher of watchers.values()) watcher.close();
  };
}

async function foldersBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return [
    folder,
    ...entries.filter((entry) => entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name)),
  ];
}

async function update(bundler: FunctionBundler, files: ReadonlySet<string>): Promise<void> {
  const started = performance.now();
  try {
    const names = await bundler.updateChanged(files);
    const took = secondsText(performance.now() - started);
    if (names.length > 0) console.log(`updated ${names.join(', ')}  ${took}`);
  } catch (error) {
    console.error(`not updated: ${(error as Error).message}`);
  }
}

/** The functions of the stack with the handler files that they are made from: `deadlineSweep` is `deadline-sweep.ts`. */
async function handlersOf(stack: Stack): Promise<{ name: string; functionName: string; entry: string }[]> {
  const entries = await readdir(join(repository, 'functions'), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\/handlers$/.test(entry.parentPath) && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.entries(stack.functions).flatMap(([name, functionName]) => {
    const entry = files.find((file) => namesOf(relative(repository, file)).includes(name));
    return entry ? [{ name, functionName, entry }] : [];
  });
}

/** `functions/payments/handlers/facts-recorded.ts` is `factsRecorded` or, where several share it, `paymentsFactsRecorded`. */
function namesOf(file: string): string[] {
  const [, capability = '', , name = ''] = file.replace(/\.ts$/, '').split('/');
  const camel = (text: string) => text.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return [camel(name), camel(`${capability}-${name}`)];
}

await runCommand(main);
