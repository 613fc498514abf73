import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { cannotWrite, makeFolder } from './folders.ts';
import { PlainError } from './plain-error.ts';
import { birthOf, endProgram, isAlive } from './processes.ts';

/** A process, and when it began: its number alone may be another's by now. */
const Living = z.object({ pid: z.number(), birth: z.string() });
type Living = z.infer<typeof Living>;

// The folder is in it, so that a copy of a home does not take itself for the home that is in use.
const Occupant = z.object({ home: z.string(), start: Living, emulator: Living.optional() });

/** A home that this process has for itself. */
export interface OccupiedHome {
  /** Has the next start end this emulator, should this process be killed before it can. */
  remember(emulatorPid: number | undefined): Promise<void>;
  /** Gives the home up. */
  leave(): Promise<void>;
}

/**
 * Takes a home for this process, since two emulators over the same files would ruin them. What a start that was killed has
 * left running is ended first. @throws PlainError when another start has the home or it cannot be written to.
 */
export async function occupyHome(home: string): Promise<OccupiedHome> {
  await makeFolder(home, 'MOTCUA_HOME');
  const file = join(home, 'occupant.json');
  const start = living(process.pid);
  await writeNew(file, { home, start }, home);
  return {
    async remember(emulatorPid) {
      if (emulatorPid === undefined) return;
      await writeFile(`${file}.tmp`, JSON.stringify({ home, start, emulator: living(emulatorPid) }));
      await rename(`${file}.tmp`, file);
    },
    leave: () => rm(file, { force: true }),
  };
}

async function writeNew(file: string, occupant: z.infer<typeof Occupant>, home: string): Promise<void> {
  const whole = `${file}.${randomUUID()}`;
  try {
    await writeFile(whole, JSON.stringify(occupant));
    await link(whole, file); // appears with its content, or not at all
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw cannotWrite(home, 'MOTCUA_HOME', error);
    await evict(file, home);
    await writeNew(file, occupant, home);
  } finally {
    await rm(whole, { force: true });
  }
}

/** Clears away an occupant that has died. */
async function evict(file: string, home: string): Promise<void> {
  const former = await readOccupant(file);
  if (former?.home === home) {
    if (isStill(former.start)) {
      throw new PlainError(
        `motcua runs already on ${home} (process ${former.start.pid}): end that one with Ctrl-C, or choose another folder with MOTCUA_HOME=/path and other ports.`,
      );
    }
    if (former.emulator && isStill(former.emulator)) await endProgram(former.emulator);
  }
  await rm(file, { force: true });
}

/** The occupant that a file tells of; undefined where it has gone meanwhile or is none. */
async function readOccupant(file: string): Promise<z.infer<typeof Occupant> | undefined> {
  try {
    return Occupant.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

const living = (pid: number): Living => ({ pid, birth: birthOf(pid) });

const isStill = ({ pid, birth }: Living): boolean => isAlive(pid) && birthOf(pid) === birth;
