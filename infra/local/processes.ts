import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program started in a process group of its own, so that Ctrl-C in the terminal does not reach it first. */
export interface StartedProgram {
  readonly pid: number;
  /** Resolves with the exit code, or the signal's name, once the program has ended. */
  readonly exited: Promise<number | string>;
}

interface ProgramOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Where its output goes, in place of what an earlier run left there; without it the output is dropped. */
  logFile?: string;
}

const running = new Set<number>();
process.on('exit', () => {
  for (const pid of running) for (const each of [...descendantsOf(pid), pid]) signalQuietly(each, 'SIGKILL');
});

/** Starts a program that stays, with its output in a file of its own. It never outlives this process. */
export function startProgram(command: string, args: readonly string[], options: ProgramOptions = {}): StartedProgram {
  if (options.logFile) mkdirSync(dirname(options.logFile), { recursive: true });
  const log = options.logFile ? openSync(options.logFile, 'w') : 'ignore';
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', log, log],
    detached: true,
  });
  if (typeof log === 'number') closeSync(log);
  const pid = child.pid ?? 0;
  if (pid) running.add(pid);
  const exited = new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 0));
  });
  return { pid, exited };
}

/** Ends a program and everything that it has started: politely first, by force after `graceMs`. */
export async function endProgram(program: Pick<StartedProgram, 'pid'>, graceMs = 10_000): Promise<void> {
  if (!program.pid) return;
  const family = [program.pid, ...descendantsOf(program.pid)];
  for (const pid of family) running.add(pid); // should this process end meanwhile: they may outlive their parent
  signalQuietly(program.pid, 'SIGTERM');
  const deadline = performance.now() + graceMs;
  while (isAlive(program.pid) && performance.now() < deadline) await sleep(50);
  const remaining = new Set([...descendantsOf(program.pid), ...family]);
  for (const pid of remaining) signalQuietly(pid, 'SIGKILL');
  // The kernel needs a moment to end them; whoever asked may look for them next.
  const gone = performance.now() + 2_000;
  while ([...remaining].some(isAlive) && performance.now() < gone) await sleep(20);
  for (const pid of family) running.delete(pid);
}

/** What a program that runs to its end said and how it ended. */
export interface FinishedProgram {
  readonly code: number;
  readonly output: string;
  readonly timedOut: boolean;
}

/** Runs a program to its end and keeps what it said; it is ended by force when `timeoutMs` has passed or `signal` aborts. */
export async function runProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions & {
    timeoutMs?: number;
    signal?: AbortSignal;
    onLine?: (line: string) => void;
    onText?: (text: string) => void;
  } = {},
): Promise<FinishedProgram> {
  const child: ChildProcess = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  if (child.pid) running.add(child.pid);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    const decoder = new StringDecoder('utf8');
    let rest = '';
    stream?.on('data', (chunk: Buffer) => {
      const text = decoder.write(chunk);
      output += text;
      options.onText?.(text);
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.trim()) options.onLine?.(line);
    });
    stream?.on('end', () => rest.trim() && options.onLine?.(rest));
  }
  let timedOut = false;
  const end = () => {
    if (child.pid) void endProgram({ pid: child.pid }, 2_000);
  };
  options.signal?.addEventListener('abort', end, { once: true });
  const limit = options.timeoutMs
    ? setTimeout(() => {
        timedOut = true;
        end();
      }, options.timeoutMs)
    : undefined;
  const code = await new Promise<number>((resolve) => {
    child.once('error', (error) => {
      output += error.message;
      resolve(-1);
    });
    child.once('close', (exitCode) => resolve(exitCode ?? -1));
  });
  clearTimeout(limit);
  options.signal?.removeEventListener('abort', end);
  if (child.pid) running.delete(child.pid);
  return { code, output, timedOut };
}

/** Whether a process with this id runs. One that has ended and waits to be noticed by its parent does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return process.platform !== 'linux';
  }
}

/** When a process began, in the words of `ps`; empty where it is not known. */
export function birthOf(pid: number): string {
  try {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env }).trim();
  } catch {
    return '';
  }
}

/** Every living process that descends from `pid`, whatever group or session it has moved to. */
export function descendantsOf(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const line of processTable()) {
    const [child, parent] = line.trim().split(/\s+/).map(Number);
    if (child && parent) children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const found: number[] = [];
  const visit = (each: number): void => {
    for (const child of children.get(each) ?? []) {
      found.push(child);
      visit(child);
    }
  };
  visit(pid);
  return found;
}

function processTable(): string[] {
  try {
    return execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).split('\n');
  } catch {
    return [];
  }
}

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it has ended by itself meanwhile
  }
}
