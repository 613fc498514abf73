import { sdkConfig } from '../../infra/local/emulators/sdk-config.ts';

/** The emulator that the tests run on, as `tests/run.ts` names it: undefined where a file is run by itself without one. */
export const emulatorEndpoint = process.env.MOTCUA_EMULATOR_ENDPOINT;

/** Configuration of an SDK client that reaches the emulator. */
export function emulatorConfig(): ReturnType<typeof sdkConfig> {
  return sdkConfig({ endpointUrl: emulatorEndpoint ?? 'http://127.0.0.1:1' });
}

/** Where the emulator serves a deployed stage of a REST API, without a slash at the end. */
export function restApiUrl(restApiId: string, stage: string): string {
  return (process.env.MOTCUA_REST_API_URL ?? '').replace('{api}', restApiId).replace('{stage}', stage);
}
