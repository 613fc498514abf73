import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cachedFolder } from '../../../infra/local/cache.ts';
import { reasonIn } from '../../../infra/local/deploy.ts';
import { localstackTrouble } from '../../../infra/local/emulators/localstack-host.ts';
import { ministackTrouble } from '../../../infra/local/emulators/ministack.ts';
import { watchLog } from '../../../infra/local/emulators/trouble.ts';
import { makeWorkingFolder } from '../../../infra/local/emulators/working-folder.ts';
import { descendantsOf, endProgram, isAlive, runProgram, startProgram } from '../../../infra/local/processes.ts';
import { step } from '../../../infra/local/progress.ts';
import { functionsOf } from '../../../infra/local/stack-file.ts';
import { zipOf } from '../../../infra/local/zip.ts';

describe('the cache', () => {
  let before: string | undefined;
  let folder: string;

  beforeEach(async () => {
    before = process.env.MOTCUA_CACHE;
    folder = await mkdtemp(join(tmpdir(), 'motcua-cache-'));
    process.env.MOTCUA_CACHE = folder;
  });

  afterEach(async () => {
    if (before === undefined) delete process.env.MOTCUA_CACHE;
    else process.env.MOTCUA_CACHE = before;
    await rm(folder, { recursive: true, force: true });
  });

  test('two that ask at once: one builds, both get the folder', async () => {
    let builds = 0;
    const ask = () =>
      cachedFolder('thing', 'pins', async (target) => {
        builds += 1;
        await sleep(100);
        await writeFile(join(target, 'file'), 'content');
      });
    const [one, other] = await Promise.all([ask(), ask()]);
    expect(builds).toBe(1);
    expect(one.folder).toBe(other.folder);
    expect(await readFile(join(one.folder, 'file'), 'utf8')).toBe('content');
  });

  test('a build that fails leaves nothing, and the next one starts afresh', async () => {
    const failing = cachedFolder('thing', 'pins', async (target) => {
      await writeFile(join(target, 'half'), '');
      throw new Error('no network');
    });
    await expect(failing).rejects.toThrow('no network');
    expect(await readdir(folder)).toEqual([]);
    const { folder: made } = await cachedFolder('thing', 'pins', async () => {});
    expect(existsSync(join(made, 'half'))).toBe(false);
  });

  test('other pins get another folder', async () => {
    const one = await cachedFolder('thing', 'pins 1', async () => {});
    const other = await cachedFolder('thing', 'pins 2', async () => {});
    expect(one.folder).not.toBe(other.folder);
  });

  test('a lock whose holder has died is taken over', async () => {
    const { folder: made } = await cachedFolder('thing', 'pins', async () => {});
    await rm(made, { recursive: true });
    await writeFile(`${made}.lock`, '4194999');
    await cachedFolder('thing', 'pins', async () => {});
    expect(existsSync(`${made}.lock`)).toBe(false);
  });
});

describe('programs', () => {
  test('ending one ends what it has started, in other sessions too', async () => {
    const child = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
      process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`;
    const program = startProgram(process.execPath, ['-e', child]);
    let family: number[] = [];
    for (let tries = 0; tries < 100 && family.length === 0; tries += 1) {
      await sleep(50);
      family = descendantsOf(program.pid);
    }
    expect(family.length).toBeGreaterThan(0);
    await endProgram(program, 300);
    await program.exited;
    await sleep(100);
    expect([program.pid, ...family].filter(isAlive)).toEqual([]);
  });

  test('one that runs too long is ended and says so', async () => {
    const { timedOut, code } = await runProgram(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      timeoutMs: 300,
    });
    expect(timedOut).toBe(true);
    expect(code).not.toBe(0);
  });

  test('one that is not there is a failure, not an exception', async () => {
    expect((await runProgram('no-such-program', [])).code).not.toBe(0);
  });
});

test.each([
  [
    '✘ [ERROR] Unexpected ";"\n\n    functions/web/handlers/pages.ts:30:10:\n',
    '✘ [ERROR] Unexpected ";" functions/web/handlers/pages.ts:30:10',
  ],
  [
    'Bundling ...\n«PropsValidationFailed» Queue failed:\n- visibilityTimeout is too long\n',
    '«PropsValidationFailed» Queue failed: - visibilityTimeout is too long',
  ],
  ['starting\nError: no such stage\n    at new App (app.ts:1)\n', 'Error: no such stage'],
  ['\n', 'it said nothing'],
])('a failed deploy says why: %j', (output, reason) => {
  expect(reasonIn(output)).toBe(reason);
});

test('functions are named by their handlers', () => {
  expect(functionsOf({ FunctionDeadlineSweep: 'a-1', ApiId: 'x', Functional: 'y' })).toEqual({ deadlineSweep: 'a-1' });
});

test('a zip archive holds what was put into it', () => {
  const content = Buffer.from('exports.handler = async () => 1;'.repeat(50));
  const archive = zipOf([{ name: 'index.js', content }]);
  const nameLength = archive.readUInt16LE(26);
  const packedLength = archive.readUInt32LE(18);
  expect(archive.subarray(30, 30 + nameLength).toString()).toBe('index.js');
  expect(inflateRawSync(archive.subarray(30 + nameLength, 30 + nameLength + packedLength))).toEqual(content);
  expect(archive.subarray(-22, -18).toString('latin1')).toBe('PK\x05\x06');
});

test('a step tells how long each of its parts took', async () => {
  const written: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    await step('Deploy', async (note) => {
      note('synthesis');
      await sleep(60);
      note('data');
      note('synthesis');
    });
    await step('Start', async () => {});
  } finally {
    write.mockRestore();
  }
  expect(written.join('')).toMatch(/✓ Deploy.*\n {4}synthesis 0\.[1-9] s, data 0\.0 s\n.*Start/s);
});

describe('what an emulator says', () => {
  const lambda = '2026-11-27 18:38:06 ERROR [lambda] Warm worker execution error for motcua-Signer33B:';

  test.each([
    [
      ministackTrouble,
      `${lambda} Worker process exited immediately. stderr: `,
      'the function motcua-Signer33B could not',
    ],
    [ministackTrouble, `${lambda} Worker init failed: Cannot find module 'x'`, "Cannot find module 'x'"],
    [
      ministackTrouble,
      'ERROR [cloudformation] Failed to provision Thing (Custom::Thing): no key',
      'Thing (Custom::Thing) failed: no key',
    ],
    [localstackTrouble, 'WARN --- init of motcua-Signer33B failed: {"errorType": "Runtime.ExitError"}', 'ExitError'],
  ])('%o sees what no deploy survives: %s', (troubleIn, line, cause) => {
    expect(troubleIn(line)?.cause).toContain(cause);
  });

  test.each([
    'INFO [lambda] Lambda worker spawned for motcua-Signer (nodejs24.x, cold start)',
    `${lambda} Runtime.UserCodeError of one call`,
  ])('nothing else is trouble: %s', (line) => {
    expect(ministackTrouble(line)).toBeUndefined();
    expect(localstackTrouble(line)).toBeUndefined();
  });

  test('it is heard from the moment on at which one listens, in whole lines', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'motcua-log-'));
    const file = join(folder, 'log');
    await writeFile(file, 'trouble before\n');
    const heard: string[] = [];
    const stop = await watchLog(
      file,
      (line) => (line.startsWith('trouble') ? { cause: line, advice: '' } : undefined),
      ({ cause }) => heard.push(cause),
    );
    await appendFile(file, 'all is well\ntrou');
    await sleep(450);
    await appendFile(file, 'ble now\n');
    await vi.waitFor(() => expect(heard).toEqual(['trouble now']), 5_000);
    stop();
    await rm(folder, { recursive: true });
  });
});

test('files of an emulator are CommonJS whatever lies above its folder', async () => {
  const above = await mkdtemp(join(tmpdir(), 'motcua-modules-'));
  await writeFile(join(above, 'package.json'), '{ "type": "module" }');
  const folder = join(above, 'emulator');
  await makeWorkingFolder(folder);
  await mkdir(join(folder, 'tmp'));
  await writeFile(join(folder, 'tmp', 'worker.js'), "require('node:fs'); console.log(typeof module);");
  const { code, output } = await runProgram(process.execPath, [join(folder, 'tmp', 'worker.js')]);
  expect([code, output.trim()]).toEqual([0, 'object']);
  await rm(above, { recursive: true });
});
