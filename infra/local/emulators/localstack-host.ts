import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedFolder } from '../cache.ts';
import { PlainError } from '../plain-error.ts';
import { endProgram, runProgram, startProgram } from '../processes.ts';
import { javaCommand, type Python } from '../toolchain.ts';
import { type Emulator, localRegion, sdkEnvironment, toolEnvironment } from './emulator.ts';
import { waitUntilReady } from './ready.ts';
import { couldNotStart, type Trouble, watchLog } from './trouble.ts';
import { makeWorkingFolder } from './working-folder.ts';

const title = 'LocalStack 2026.3.0 (host mode)';
const source = fileURLToPath(new URL('../localstack', import.meta.url));
const nodeModules = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** LocalStack without Docker: a Python program, with `infra/local/localstack` standing in for its containers. */
export function localstackOnHost(python: Python): Emulator {
  return {
    name: 'localstack',
    title,
    async install(note) {
      await installed(python, note);
    },
    async start({ port, folder }) {
      const cache = await installed(python, () => {});
      const logFile = join(folder, 'localstack.log');
      await makeWorkingFolder(folder);
      for (const part of ['tmp', 'root']) await mkdir(join(folder, part), { recursive: true });
      const program = startProgram(join(cache, 'venv', 'bin', 'python'), ['-m', 'localstack.runtime.main'], {
        cwd: folder,
        logFile,
        env: { ...toolEnvironment(), ...settings(port, folder, cache) },
      });
      const endpointUrl = `http://127.0.0.1:${port}`;
      let stopping = false;
      try {
        await waitUntilReady(title, `${endpointUrl}/_localstack/health`, program, logFile);
      } catch (error) {
        await endProgram(program, 0);
        throw error;
      }
      return {
        name: 'localstack',
        endpointUrl,
        pid: program.pid,
        logFile,
        env: sdkEnvironment(endpointUrl),
        apiUrl: (restApiId, stage) => `${endpointUrl}/_aws/execute-api/${restApiId}/${stage}`,
        lost: program.exited.then((how) =>
          stopping ? new Promise<never>(() => {}) : `${title} has ended (${how}). Its log is ${logFile}.`,
        ),
        watch: (tell) => watchLog(logFile, localstackTrouble, tell),
        async stop() {
          stopping = true;
          await endProgram(program, 5_000);
        },
      };
    },
  };
}

/** What a line of LocalStack's log says that a deploy cannot survive: a function whose Node process does not come up. */
export function localstackTrouble(line: string): Trouble | undefined {
  const [, name, reason] = /init of (\S+) failed: (.*)/.exec(line) ?? [];
  return name && reason !== undefined ? couldNotStart(name, reason) : undefined;
}

/** The folder of the cache with `venv` and `dynamodb-local` in it, filled where it is not yet. */
async function installed(python: Python, note: (text: string) => void): Promise<string> {
  const { folder } = await cachedFolder('localstack', await pins(), async (target) => {
    const venv = join(target, 'venv');
    const pip = (...args: string[]) =>
      runOrThrow(join(venv, 'bin', 'pip'), ['install', '--disable-pip-version-check', '--no-deps', ...args]);
    const jars = join(target, 'dynamodb-local');
    note(`installing into ${dirname(target)}, about a minute, 800 MB`);
    await runOrThrow(python.path, ['-m', 'venv', venv]);
    await Promise.all([
      pip('-r', join(source, 'requirements.txt')).then(() => installPlugin(target, pip)),
      installDynamodbLocal(jars),
    ]);
  });
  return folder;
}

/** Everything that decides what the cache holds: the pinned packages and the plugin's own source. */
async function pins(): Promise<string> {
  const plugin = (await readdir(join(source, 'motcua_localstack'))).filter((name) => !name.startsWith('__pycache__'));
  const files = [
    'requirements.txt',
    'pyproject.toml',
    'dynamodb-local/pom.xml',
    ...plugin.sort().map((name) => `motcua_localstack/${name}`),
  ];
  return (await Promise.all(files.map((file) => readFile(join(source, file), 'utf8')))).join('\0');
}

/** Builds the plugin from a copy, since the build writes beside the source. */
async function installPlugin(target: string, pip: (...args: string[]) => Promise<void>): Promise<void> {
  const copy = join(target, 'plugin');
  await cp(source, copy, { recursive: true });
  await pip('--no-build-isolation', copy);
}

async function installDynamodbLocal(jars: string): Promise<void> {
  await runOrThrow('mvn', [
    ...['-q', '-B', '-f', join(source, 'dynamodb-local', 'pom.xml')],
    'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies',
    ...['-DincludeScope=runtime', `-DoutputDirectory=${jars}`],
  ]);
  // DynamoDB Local looks for its native SQLite under a name without a version.
  for (const file of await readdir(jars)) {
    const plain = /^(libsqlite4java-[a-z]+-[a-z0-9_]+)-[\d.]+(\.so|\.dylib)$/.exec(file);
    if (plain) await cp(join(jars, file), join(jars, `${plain[1]}${plain[2]}`));
  }
}

async function runOrThrow(command: string, args: string[]): Promise<void> {
  const { code, output } = await runProgram(command, args, { timeoutMs: 900_000 });
  if (code === 0) return;
  const reason = output.trim().split('\n').slice(-3).join(' ');
  throw new PlainError(`${title} could not be installed; check the network connection. ${command} said: ${reason}`);
}

function settings(port: number, folder: string, cache: string): Record<string, string> {
  return {
    FILESYSTEM_ROOT: join(folder, 'root'),
    TMPDIR: join(folder, 'tmp'), // unpacked functions land here
    OVERRIDE_IN_DOCKER: '0', // where /.dockerenv exists it would take the machine for its own container
    GATEWAY_LISTEN: `127.0.0.1:${port}`,
    LOCALSTACK_HOST: `127.0.0.1:${port}`, // in queue and API URLs
    EXTERNAL_SERVICE_PORTS_START: String(port + 10),
    EXTERNAL_SERVICE_PORTS_END: String(port + 59),
    DYNAMODB_LOCAL_PORT: String(port + 60),
    DYNAMODB_LOCAL_JARS: join(cache, 'dynamodb-local'),
    DYNAMODB_LOCAL_JAVA: javaCommand(),
    DYNAMODB_IN_MEMORY: '1',
    PROVIDER_OVERRIDE_DYNAMODB: 'v2', // DynamoDB Local's own streams: no Kinesis
    PROVIDER_OVERRIDE_DYNAMODBSTREAMS: 'v2',
    DNS_ADDRESS: '0',
    DISABLE_EVENTS: '1', // no telemetry
    SKIP_SSL_CERT_DOWNLOAD: '1',
    EAGER_SERVICE_LOADING: '0',
    SQS_ENDPOINT_STRATEGY: 'path', // the other forms need DNS
    S3_SKIP_SIGNATURE_VALIDATION: '0', // it would accept any presigned URL, expired ones too
    LAMBDA_RUNTIME_EXECUTOR: 'process',
    LAMBDA_PROCESS_NODE: process.execPath,
    LAMBDA_PROCESS_NODE_MODULES: nodeModules,
    LAMBDA_KEEPALIVE_MS: '60000', // an idle function holds 70 MB
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: localRegion,
  };
}
