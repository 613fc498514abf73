import { PlainError } from '../plain-error.ts';
import { type Emulator, sdkEnvironment } from './emulator.ts';
import { noTroubleSeen } from './trouble.ts';

/** An emulator that somebody else has started, named by AWS_ENDPOINT_URL. It is used as it is and left running. */
export function external(endpointUrl: string): Emulator {
  const url = endpointUrl.replace(/\/$/, '');
  return {
    name: 'external',
    title: `the emulator at ${url}`,
    async install() {},
    async start() {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
      if (!answer) {
        throw new PlainError(`Nothing answers at ${url}: start the emulator there, or unset AWS_ENDPOINT_URL.`);
      }
      const isLocalstack = (await fetch(`${url}/_localstack/health`).catch(() => undefined))?.ok === true;
      return {
        name: 'external',
        endpointUrl: url,
        pid: undefined,
        logFile: undefined,
        env: sdkEnvironment(url),
        apiUrl: (restApiId, stage) =>
          isLocalstack
            ? `${url}/_aws/execute-api/${restApiId}/${stage}`
            : `${url}/restapis/${restApiId}/${stage}/_user_request_`,
        lost: new Promise<never>(() => {}),
        watch: noTroubleSeen,
        async stop() {},
      };
    },
  };
}
