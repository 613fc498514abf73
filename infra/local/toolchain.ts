import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from './processes.ts';

/** A Python that can make virtual environments. */
export interface Python {
  readonly path: string;
  readonly version: readonly [major: number, minor: number];
}

const ASK = 'import sys, venv, ensurepip; print(sys.executable, *sys.version_info[:2])';

/** The first Python between two minor versions (both included) that works here, pyenv's versions included. */
export async function findPython(atLeast: number, atMost = Number.POSITIVE_INFINITY): Promise<Python | undefined> {
  for (const candidate of pythonCandidates()) {
    const { code, output } = await runProgram(candidate, ['-c', ASK], { timeoutMs: 10_000 });
    const match = code === 0 ? /^(.+) (\d+) (\d+)\s*$/.exec(output) : null;
    if (!match?.[1]) continue;
    const version = [Number(match[2]), Number(match[3])] as const;
    if (version[0] === 3 && version[1] >= atLeast && version[1] <= atMost) return { path: match[1], version };
  }
  return undefined;
}

function pythonCandidates(): string[] {
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  const fromPyenv = existsSync(versions)
    ? readdirSync(versions)
        .filter((name) => /^3\.\d+/.test(name))
        .sort((a, b) => Number(b.split('.')[1]) - Number(a.split('.')[1]))
        .map((name) => join(versions, name, 'bin', 'python3'))
    : [];
  const named = ['python3.13', 'python3', 'python3.14', 'python3.12', 'python3.11', 'python3.10', 'python'];
  return [...named, ...fromPyenv];
}

/** The major version of the Java on PATH or in JAVA_HOME, undefined where there is none. */
export async function javaVersion(): Promise<number | undefined> {
  const { code, output } = await runProgram(javaCommand(), ['-version'], { timeoutMs: 20_000 });
  const match = code === 0 ? /version "(\d+)/.exec(output) : null;
  return match ? Number(match[1]) : undefined;
}

/** The `java` to run: of JAVA_HOME where that is set, else the one on PATH. */
export function javaCommand(): string {
  const home = process.env.JAVA_HOME;
  return home && existsSync(join(home, 'bin', 'java')) ? join(home, 'bin', 'java') : 'java';
}

/** Whether a program answers when it is asked for its version. */
export async function answers(command: string, ...args: string[]): Promise<boolean> {
  return (await runProgram(command, args, { timeoutMs: 20_000 })).code === 0;
}
