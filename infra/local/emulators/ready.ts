import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlainError } from '../plain-error.ts';
import type { StartedProgram } from '../processes.ts';

/** Waits until a URL answers 200. @throws PlainError when the program ends first or `limitMs` has passed. */
export async function waitUntilReady(
  title: string,
  url: string,
  program: StartedProgram,
  logFile: string,
  limitMs = 90_000,
): Promise<void> {
  let ended: number | string | undefined;
  void program.exited.then((how) => {
    ended = how;
  });
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    if (ended !== undefined)
      throw new PlainError(`${title} ended at its start (${ended}). ${await lastWords(logFile)}`);
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (response?.ok) return;
    await sleep(100);
  }
  throw new PlainError(`${title} did not answer within ${limitMs / 1000} s. ${await lastWords(logFile)}`);
}

async function lastWords(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n');
  return `Its last line was "${lines.at(-1) ?? ''}"; the whole log is ${logFile}.`;
}
