import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { LambdaClient, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { repository } from '../../../infra/local/folders.ts';
import { FunctionBundler } from '../../../infra/local/function-bundler.ts';

describe('npm run dev', () => {
  let folder: string;
  let bundler: FunctionBundler;
  let sent: (string | undefined)[];

  const write = (file: string, text: string) => writeFile(join(folder, file), text);
  const changed = (...files: string[]) =>
    bundler.updateChanged(new Set(files.map((file) => relative(repository, join(folder, file)))));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'motcua-dev-'));
    sent = [];
    await write('shared.ts', 'export const word = "one";');
    await write('a.ts', 'import { word } from "./shared.ts"; export const handler = () => word;');
    await write('b.ts', 'import { word } from "./shared.ts"; export const handler = () => word + word;');
    const lambda = {
      send: async ({ input }: UpdateFunctionCodeCommand) => sent.push(input.FunctionName),
      destroy() {},
    };
    const handlers = ['a', 'b'].map((name) => ({ name, functionName: `f-${name}`, entry: join(folder, `${name}.ts`) }));
    bundler = new FunctionBundler(lambda as unknown as LambdaClient, handlers);
    await bundler.remember();
  });

  afterEach(async () => {
    await bundler.dispose();
    await rm(folder, { recursive: true });
  });

  test('updates the functions that a changed file belongs to, and no other', async () => {
    await write('b.ts', 'export const handler = () => "two";');
    expect(await changed('b.ts')).toEqual(['b']);
    await write('shared.ts', 'export const word = "two";');
    expect(await changed('shared.ts')).toEqual(['a']); // b has no need of it any more
    expect(sent).toEqual(['f-b', 'f-a']);
  });

  test('a file that was touched and says the same updates nothing', async () => {
    await write('a.ts', '/* why */ import { word } from "./shared.ts"; export const handler = () => word;');
    expect(await changed('a.ts')).toEqual([]);
  });

  test('a handler that does not bundle holds the others up until it is mended, and no longer', async () => {
    await write('a.ts', 'export const handler = ;');
    await write('b.ts', 'export const handler = () => "two";');
    await expect(changed('a.ts', 'b.ts')).rejects.toThrow('Unexpected ";"');
    await write('a.ts', 'export const handler = () => "two";');
    expect(await changed('a.ts')).toEqual(['a', 'b']);
  });
});
