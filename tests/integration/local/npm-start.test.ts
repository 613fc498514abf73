import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { repository } from '../../../infra/local/folders.ts';
import { freeBasePort } from '../../../infra/local/ports.ts';
import { descendantsOf, isAlive } from '../../../infra/local/processes.ts';
import { Stack } from '../../../infra/local/stack-file.ts';

/** `npm start` as a person runs it, on MiniStack, in a home and on ports of its own. */
describe('npm start', () => {
  let home: string;
  let port: number;
  let child: ChildProcess | undefined;
  let said = '';

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'motcua-start-'));
    port = await freeBasePort(24_566);
  });

  afterEach(() => {
    child?.kill('SIGKILL');
    child = undefined;
  });

  afterAll(() => rm(home, { recursive: true, force: true }));

  const start = (): ChildProcess => {
    const { AWS_ENDPOINT_URL: _, ...env } = process.env;
    said = '';
    const started = spawn(
      process.execPath,
      ['infra/local/boot.mjs', 'start', '--port', String(port + 99), '--emulator-port', String(port)],
      { cwd: repository, env: { ...env, MOTCUA_HOME: home, MOTCUA_EMULATOR: 'ministack' } },
    );
    for (const stream of [started.stdout, started.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8');
      });
    }
    child = started;
    return started;
  };

  const ended = (process: ChildProcess): Promise<number | null> =>
    process.exitCode !== null
      ? Promise.resolve(process.exitCode)
      : new Promise((resolve) => process.once('exit', (code) => resolve(code)));

  const ready = async (): Promise<number> => {
    const started = performance.now();
    while (!said.includes('motcua is ready')) {
      if (child?.exitCode !== null || performance.now() - started > 300_000) throw new Error(`not ready:\n${said}`);
      await sleep(100);
    }
    return performance.now() - started;
  };

  const stackNow = async () => Stack.parse(JSON.parse(await readFile(join(home, 'stack.json'), 'utf8')));

  test('brings the stack up, keeps its data over a restart, and leaves no process behind', async () => {
    const first = start();
    const firstMs = await ready();
    const stack = await stackNow();
    expect(stack.frontDoor).toBe(`http://localhost:${port + 99}`);
    const link = /http:\/\/localhost:\d+\/t\/\w+/.exec(said)?.[0] ?? '';
    expect(link).not.toBe('');

    const family = descendantsOf(first.pid ?? 0);
    expect(family.length).toBeGreaterThan(1);
    const asked = performance.now();
    first.kill('SIGTERM');
    expect(await ended(first)).toBe(0);
    // Fifteen seconds for all of them: a process that was ended is gone only when its new parent has noticed.
    while (family.some(isAlive) && performance.now() - asked < 15_000) await sleep(100);
    expect(family.filter(isAlive)).toEqual([]);
    expect(performance.now() - asked).toBeLessThan(15_000);

    // A missing stack.json is written again with keys that work.
    await rm(join(home, 'stack.json'));
    const second = start();
    expect(await ready()).toBeLessThan(firstMs); // nothing is deployed
    expect(said).toContain('nothing has changed');
    const again = await stackNow();
    const answer = await fetch(`${again.frontDoor}/v1/agencies/H26.10`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${again.apiKeys.operator}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'UBND phường Kim Liên' }),
    });
    expect(answer.status).toBe(200);
    expect(said).toContain(link);

    // What a start that was killed by force has left behind does not stand in the next one's way, and is not lost.
    const orphans = descendantsOf(second.pid ?? 0);
    for (const pid of [second.pid ?? 0, ...orphans.slice(0, 1)]) process.kill(pid, 'SIGKILL');
    const third = start();
    expect(await ready()).toBeLessThan(firstMs);
    expect(said).toContain(link);
    expect((await stackNow()).apiKeys).toEqual(again.apiKeys);
    expect(orphans.filter(isAlive)).toEqual([]);
    third.kill('SIGINT');
    expect(await ended(third)).toBe(0);
  }, 900_000);

  test('a taken port is one sentence that says what to do', async () => {
    const other = createServer().listen(port + 99, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    expect(await ended(start())).toBe(1);
    expect(said).toContain(`Port ${port + 99} is taken`);
    expect(said).not.toMatch(/^\s+at /m);
    await new Promise((resolve) => other.close(resolve));
  });
});
