import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedFolder } from '../cache.ts';
import { MissingProgram, PlainError } from '../plain-error.ts';
import { endProgram, runProgram, startProgram } from '../processes.ts';
import { findPython } from '../toolchain.ts';
import { type Emulator, sdkEnvironment, toolEnvironment } from './emulator.ts';
import { waitUntilReady } from './ready.ts';
import { couldNotStart, type Trouble, watchLog } from './trouble.ts';
import { makeWorkingFolder } from './working-folder.ts';

const title = 'MiniStack 1.5.33';
const requirements = fileURLToPath(new URL('./ministack-requirements.txt', import.meta.url));
const nodeModules = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** Calls of functions at one moment. Above it MiniStack answers 429 or 504 at once, so the front door holds them back. */
export const ministackConcurrency = 48;

/** MiniStack: one small Python program that plays AWS and runs each function in a Node worker. Starts in a second. */
export function ministack(): Emulator {
  return {
    name: 'ministack',
    title,
    async install(note) {
      await installed(note);
    },
    async start({ port, folder, persist }) {
      const venv = await installed(() => {});
      const logFile = join(folder, 'ministack.log');
      const temporary = join(folder, 'tmp');
      await makeWorkingFolder(folder);
      await mkdir(temporary, { recursive: true });
      const program = startProgram(join(venv, 'bin', 'ministack'), [], {
        cwd: folder,
        logFile,
        env: { ...toolEnvironment(), ...settings(port, folder, temporary, persist) },
      });
      const endpointUrl = `http://127.0.0.1:${port}`;
      let stopping = false;
      try {
        await waitUntilReady(title, `${endpointUrl}/_ministack/ready`, program, logFile);
      } catch (error) {
        await endProgram(program, 0);
        throw error;
      }
      return {
        name: 'ministack',
        endpointUrl,
        pid: program.pid,
        logFile,
        env: sdkEnvironment(endpointUrl),
        apiUrl: (restApiId, stage) => `${endpointUrl}/restapis/${restApiId}/${stage}/_user_request_`,
        lost: program.exited.then((how) =>
          stopping
            ? new Promise<never>(() => {})
            : `${title} has ended (${how}), and what was written since it started is lost; its log is ${logFile}.`,
        ),
        watch: (tell) => watchLog(logFile, ministackTrouble, tell),
        // It saves its state on SIGTERM, but hangs while a custom resource is pending: hence the limit.
        async stop() {
          stopping = true;
          await endProgram(program, 10_000);
        },
      };
    },
  };
}

/**
 * What a line of MiniStack's log says that a deploy cannot survive: a function whose Node process does not come up (a custom
 * resource then waits an hour for its answer), or a resource that failed.
 */
export function ministackTrouble(line: string): Trouble | undefined {
  const [, name, reason] =
    /\[lambda\] Warm worker execution error for (\S+): (Worker process exited immediately|Worker init failed.*|No JSON init.*)/.exec(
      line,
    ) ?? [];
  if (name && reason) return couldNotStart(name, reason);
  const [, resource, type, said] = /\[cloudformation\] Failed to provision (\S+) \((\S+)\): (.*)/.exec(line) ?? [];
  return resource ? { cause: `${resource} (${type}) failed: ${said}`, advice: 'Mend that' } : undefined;
}

/** The virtual environment with MiniStack in it, made where it is not there yet. */
async function installed(note: (text: string) => void): Promise<string> {
  const pins = await readFile(requirements, 'utf8');
  const { folder } = await cachedFolder('ministack', pins, async (target) => {
    const python = await findPython(10);
    if (!python) {
      throw new MissingProgram(
        'motcua needs Python 3.10 or newer (with its venv module) for the AWS emulator: install it, for instance with "apt-get install python3-venv" or "brew install python", or set AWS_ENDPOINT_URL to an emulator of your own.',
      );
    }
    note(`installing into ${dirname(target)}`);
    const venv = join(target, 'venv');
    await runOrThrow(python.path, ['-m', 'venv', venv], 60_000);
    await runOrThrow(join(venv, 'bin', 'pip'), ['install', '--disable-pip-version-check', '-r', requirements], 600_000);
  });
  return join(folder, 'venv');
}

async function runOrThrow(command: string, args: string[], timeoutMs: number): Promise<void> {
  const { code, output } = await runProgram(command, args, { timeoutMs });
  if (code === 0) return;
  const reason = output.trim().split('\n').at(-1) ?? '';
  throw new PlainError(`${title} could not be installed; check the network connection. Python said: ${reason}`);
}

function settings(port: number, folder: string, temporary: string, persist: boolean): Record<string, string> {
  const keep = persist ? '1' : '0';
  return {
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1', // it would listen on every interface
    MINISTACK_HOST: '127.0.0.1',
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    TMPDIR: temporary,
    STATE_DIR: join(folder, 'state'),
    S3_DATA_DIR: join(folder, 's3'),
    PERSIST_STATE: keep,
    S3_PERSIST: keep,
    LAMBDA_ACCOUNT_CONCURRENCY: String(ministackConcurrency),
    LAMBDA_WARM_TTL_SECONDS: '30', // an idle Node worker holds 57 MB
    NODE_PATH: nodeModules, // functions that the CDK brings find the SDK here, as they do in Lambda
  };
}
