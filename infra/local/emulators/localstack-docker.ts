import { join } from 'node:path';
import { PlainError } from '../plain-error.ts';
import { endProgram, runProgram, startProgram } from '../processes.ts';
import { type Emulator, localRegion, sdkEnvironment } from './emulator.ts';
import { waitUntilReady } from './ready.ts';
import { noTroubleSeen } from './trouble.ts';

const image = 'localstack/localstack:2026.3.0';
const title = 'LocalStack 2026.3.0 (Docker)';

/** LocalStack as its makers ship it. It starts a container for each function, hence the Docker socket. */
export function localstackInDocker(): Emulator {
  return {
    name: 'localstack',
    title,
    async install(note) {
      if ((await runProgram('docker', ['image', 'inspect', image])).code === 0) return;
      note(`pulling ${image}`);
      const { code, output } = await runProgram('docker', ['pull', '-q', image], { timeoutMs: 900_000 });
      if (code !== 0) throw new PlainError(`${image} could not be pulled: ${output.trim().split('\n').at(-1)}`);
    },
    async start({ port, folder }) {
      const logFile = join(folder, 'localstack.log');
      const container = `motcua-localstack-${port}`;
      await runProgram('docker', ['rm', '-f', container]);
      const setting = (name: string, value: string) => ['-e', `${name}=${value}`];
      const program = startProgram(
        'docker',
        [
          ...['run', '--rm', '--name', container, '-p', `127.0.0.1:${port}:${port}`],
          ...['-v', '/var/run/docker.sock:/var/run/docker.sock'],
          ...setting('GATEWAY_LISTEN', `0.0.0.0:${port}`),
          ...setting('LOCALSTACK_HOST', `127.0.0.1:${port}`),
          ...setting('AWS_DEFAULT_REGION', localRegion),
          ...setting('SQS_ENDPOINT_STRATEGY', 'path'),
          ...setting('S3_SKIP_SIGNATURE_VALIDATION', '0'),
          ...setting('DISABLE_EVENTS', '1'),
          ...setting('LAMBDA_KEEPALIVE_MS', '60000'),
          image,
        ],
        { logFile },
      );
      const endpointUrl = `http://127.0.0.1:${port}`;
      let stopping = false;
      const stop = async () => {
        stopping = true;
        await runProgram('docker', ['stop', '-t', '8', container], { timeoutMs: 12_000 });
        await endProgram(program, 1_000);
      };
      try {
        await waitUntilReady(title, `${endpointUrl}/_localstack/health`, program, logFile, 180_000);
      } catch (error) {
        await stop();
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
        watch: noTroubleSeen,
        stop,
      };
    },
  };
}
