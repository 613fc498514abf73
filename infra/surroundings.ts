import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
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
  /** The sandbox's table; none in production. */
  readonly sandboxTable: ITable | undefined;
}

/** Where the secrets of merchants lie: `<prefix>/<provider>/<merchant>`. */
export const merchantSecretsPrefix = (settings: Settings): string => `motcua/${settings.stage}/merchants`;

/** Where the providers' gateways are: the sandbox that plays them, or their own addresses. */
export const providersOrigin = ({ settings, frontDoor }: Surroundings): string =>
  settings.stage === 'production' ? 'live' : `${frontDoor.publicOrigin}/sandbox`;
