import { delimiter, join } from 'node:path';
import { repository } from '../folders.ts';
import type { Note } from '../progress.ts';
import type { Trouble } from './trouble.ts';

/** The Region that every local stack lives in. */
export const localRegion = 'ap-southeast-1';

/** An AWS on this machine. `infra/local` and the tests know emulators only through this. */
export interface Emulator {
  readonly name: EmulatorName;
  /** What a person reads about it, such as "MiniStack 1.5.33". */
  readonly title: string;
  /** Brings it into the user's cache where it is not there yet. @throws PlainError naming what is missing. */
  install(note: Note): Promise<void>;
  /** Starts it and waits until it answers. @throws PlainError when it does not. */
  start(options: StartOptions): Promise<RunningEmulator>;
}

export type EmulatorName = 'ministack' | 'localstack' | 'external';

export interface StartOptions {
  /** The port of its endpoint; the 99 ports above it are its own as well. */
  readonly port: number;
  /** Where it keeps its working files and its log. */
  readonly folder: string;
  /** Whether its data is to survive a restart in the same folder. LocalStack always starts empty. */
  readonly persist: boolean;
}

export interface RunningEmulator {
  readonly name: EmulatorName;
  readonly endpointUrl: string;
  /** Process id of its main program, undefined for one that was there before. */
  readonly pid: number | undefined;
  /** What it says of itself; undefined where that cannot be read from here. */
  readonly logFile: string | undefined;
  /** What makes the AWS SDKs and the CDK talk to it and to nothing else. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the emulator serves a deployed stage of a REST API, without a slash at the end. */
  apiUrl(restApiId: string, stage: string): string;
  /** Resolves with a sentence when it has ended without being asked to. */
  readonly lost: Promise<string>;
  /** Tells, until it is stopped, of functions that cannot start and resources that fail: nobody waits for them then. */
  watch(tell: (trouble: Trouble) => void): Promise<() => void>;
  /** Ends it and everything that it started. */
  stop(): Promise<void>;
}

/** The environment in which the AWS SDKs and the CDK reach one emulator, with credentials that are worth nothing. */
export function sdkEnvironment(endpointUrl: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_ENDPOINT_URL_S3: endpointUrl,
    AWS_REGION: localRegion,
    AWS_DEFAULT_REGION: localRegion,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/**
 * This process's environment without anything that would lead an AWS client somewhere else, and with the repository's
 * own Node and tools first on PATH.
 */
export function toolEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const bin = join(repository, 'node_modules', '.bin');
  return { ...Object.fromEntries(kept), PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
}
