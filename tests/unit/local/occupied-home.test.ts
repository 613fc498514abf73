import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { occupyHome } from '../../../infra/local/occupied-home.ts';
import { birthOf, isAlive } from '../../../infra/local/processes.ts';

describe('a home', () => {
  let home: string;
  const started: number[] = [];

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'motcua-home-'));
  });

  afterEach(async () => {
    for (const pid of started.splice(0).filter(isAlive)) process.kill(pid, 'SIGKILL');
    await rm(home, { recursive: true, force: true });
  });

  /** A program that stays until it is ended. */
  const living = (): { pid: number; birth: string } => {
    const { pid = 0 } = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    started.push(pid);
    return { pid, birth: birthOf(pid) };
  };
  const dead = { pid: 4_194_999, birth: 'Thu Nov 20 10:00:00 2025' };
  const left = (occupant: object) => writeFile(join(home, 'occupant.json'), JSON.stringify(occupant));

  test('of two starts at once one has it and the other is told so', async () => {
    const tries = await Promise.allSettled([occupyHome(home), occupyHome(home)]);
    const refused = tries.filter((each) => each.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason.message).toContain(`motcua runs already on ${home} (process ${process.pid})`);
  });

  test('is free again once it was left', async () => {
    await (await occupyHome(home)).leave();
    await (await occupyHome(home)).leave();
    expect(await readdir(home)).toEqual([]);
  });

  test('what a killed start has left running is ended', async () => {
    const emulator = living();
    await left({ home, start: dead, emulator });
    await occupyHome(home);
    expect(isAlive(emulator.pid)).toBe(false);
  });

  test('a process that merely has the number of a former one is left alone', async () => {
    const other = living();
    await left({ home, start: { ...other, birth: dead.birth }, emulator: { ...other, birth: dead.birth } });
    await occupyHome(home);
    expect(isAlive(other.pid)).toBe(true);
  });

  test('a copy of a home that is in use is a home of its own', async () => {
    await occupyHome(home);
    const copy = `${home}-copy`;
    await cp(home, copy, { recursive: true });
    await (await occupyHome(copy)).leave();
    await rm(copy, { recursive: true });
  });

  test('one that cannot be made is a sentence that says what to do', async () => {
    const file = join(home, 'file');
    await writeFile(file, '');
    await expect(occupyHome(join(file, 'below'))).rejects.toThrow(
      /cannot be written to \(ENOTDIR\): .* MOTCUA_HOME=\/path/,
    );
  });
});
