import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { repository } from '../../../infra/local/folders.ts';
import { descendantsOf, isAlive } from '../../../infra/local/processes.ts';

test.each(['Start MiniStack', 'RUN'])(
  'npm test that is interrupted after it said "%s" leaves no process and no folder',
  async (moment) => {
    const folder = await mkdtemp(join(tmpdir(), 'motcua-interrupted-'));
    const { AWS_ENDPOINT_URL: _, ...env } = process.env;
    let said = '';
    const run = spawn(process.execPath, ['infra/local/boot.mjs', 'test', 'contract', 'emulator/queues'], {
      cwd: repository,
      env: { ...env, CI: '', MOTCUA_EMULATOR: 'ministack', TMPDIR: folder },
      detached: true,
    });
    const ended = new Promise((resolve) => run.once('exit', resolve));
    for (const stream of [run.stdout, run.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8');
      });
    }
    const group = run.pid ?? 0;
    while (!said.includes(moment) && isAlive(group)) await sleep(20);
    const family = descendantsOf(group);
    expect(family.length, said).toBeGreaterThan(1);

    process.kill(-group, 'SIGINT'); // as a terminal does, to every process of the group
    expect(await ended).toBe(130);
    const asked = performance.now();
    while (family.some(isAlive) && performance.now() - asked < 5_000) await sleep(50);
    expect(family.filter(isAlive)).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
  },
);
