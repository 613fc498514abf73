import type { FunctionContract } from '../../shared/kernel/contract.ts';
import { settingsFor } from './settings.ts';

/** An environment that functions of these contracts begin in, as Lambda makes it: with a role's credentials. */
export const functionEnvironment = (contracts: readonly FunctionContract[]): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    contracts.flatMap(({ env }) => Object.values(env)).map((name) => [name, `the-${name.toLowerCase()}`]),
  ),
  AWS_REGION: 'ap-southeast-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_SESSION_TOKEN: 'test',
  PUBLIC_ORIGIN: 'https://motcua.example.vn',
  STRANGER_LIMITS: JSON.stringify(settingsFor('test').strangerLimits),
  MESSAGE_LIMITS: JSON.stringify(settingsFor('test').messageLimits),
  PROVIDERS_ORIGIN: 'https://motcua.example.vn/sandbox',
});
