import type { Alarms } from './constructs/alarms.ts';
import type { FrontDoor } from './constructs/front-door.ts';
import type { DataStack } from './data-stack.ts';
import type { Settings } from './settings.ts';

/** What every capability's construct finds around it. */
export interface Surroundings {
  readonly settings: Settings;
  readonly data: DataStack;
  readonly alarms: Alarms;
  readonly frontDoor: FrontDoor;
  /** False in production. */
  readonly hasSandbox: boolean;
}

/** Where the secrets of merchants lie: `<prefix>/<provider>/<merchant>`. */
export const merchantSecretsPrefix = (settings: Settings): string => `motcua/${settings.stage}/merchants`;

/** Where the secrets of message carriers lie: `<prefix>/<carrier>`. */
export const carrierSecretsPrefix = (settings: Settings): string => `motcua/${settings.stage}/carriers`;

/** Where the passwords of time-stamp authorities lie: `<prefix>/<name>`. */
export const timestampSecretsPrefix = (settings: Settings): string => `motcua/${settings.stage}/timestamp-authorities`;

/** Where the secrets of remote signing services lie: `<prefix>/<signerId>`. */
export const signerSecretsPrefix = (settings: Settings): string => `motcua/${settings.stage}/signers`;

/** Where the providers' gateways and the carriers are: the sandbox that plays them, or their own addresses. */
export const providersOrigin = ({ settings, frontDoor }: Pick<Surroundings, 'settings' | 'frontDoor'>): string =>
  settings.stage === 'production' ? 'live' : `${frontDoor.publicOrigin}/sandbox`;
