import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { bundleOptions } from '../../../infra/bundle-options.ts';
import { repository } from '../../../infra/local/folders.ts';
import { httpServer } from '../../support/http-server.ts';

/** A function's way to its table. */
const source = `
  export { openTables } from './shared/platform/ledger/dynamo-table.ts';`;

type Tables = Pick<typeof import('../../../shared/platform/ledger/dynamo-table.ts'), 'openTables'>;

/** What a request says of who sends it. */
interface Signed {
  readonly accessKeyId: string | undefined;
  readonly sessionToken: string | undefined;
}

let folder: string;
let bundle: Tables;
let server: Awaited<ReturnType<typeof httpServer>>;
let received: Signed[];

const withoutCredentials = {
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
  AWS_EC2_METADATA_DISABLED: 'true',
};

const surroundings = (variables: Readonly<Record<string, string | undefined>>): void => {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-credentials-'));
  const outfile = join(folder, 'bundle.cjs');
  await build({ stdin: { contents: source, resolveDir: repository }, outfile, ...bundleOptions });
  bundle = createRequire(import.meta.url)(outfile) as Tables;
  writeFileSync(
    join(folder, 'credentials'),
    '[default]\naws_access_key_id = from-a-profile\naws_secret_access_key = secret\n',
  );
  server = await httpServer((_, { headers }, response) => {
    received.push({
      accessKeyId: /Credential=([^/]+)/.exec(headers.authorization ?? '')?.[1],
      sessionToken: headers['x-amz-security-token']?.toString(),
    });
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
  });
});
beforeEach(() => {
  received = [];
  surroundings({
    ...withoutCredentials,
    AWS_ENDPOINT_URL: server.origin,
    AWS_REGION: 'ap-southeast-1',
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    AWS_CONFIG_FILE: join(folder, 'none'),
  });
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

describe('a bundled function', () => {
  test("signs by its role's credentials in the environment, the session's token with them", async () => {
    surroundings({ AWS_ACCESS_KEY_ID: 'of-the-role', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 'the-session' });
    await bundle.openTables()('t').get('p', 's');
    expect(received).toEqual([{ accessKeyId: 'of-the-role', sessionToken: 'the-session' }]);
  });

  test('signs without a session where there is none, as on an emulator', async () => {
    surroundings({ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
    await bundle.openTables()('t').get('p', 's');
    expect(received).toEqual([{ accessKeyId: 'test', sessionToken: undefined }]);
  });

  test.each([{}, { AWS_ACCESS_KEY_ID: 'alone' }, { AWS_SECRET_ACCESS_KEY: 'alone' }])(
    'says what the environment lacks where it has %j, sends nothing and looks nowhere else',
    async (variables) => {
      surroundings(variables);
      await expect(bundle.openTables()('t').get('p', 's')).rejects.toThrow(
        'environment lacks AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY',
      );
      expect(received).toEqual([]);
    },
  );
});

test('outside bundles the default chain stays: a profile signs', async () => {
  const { openTables } = await import('../../../shared/platform/ledger/dynamo-table.ts');
  await openTables()('t').get('p', 's');
  expect(received).toEqual([{ accessKeyId: 'from-a-profile', sessionToken: undefined }]);
});
