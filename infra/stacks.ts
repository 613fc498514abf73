import { type App, Tags } from 'aws-cdk-lib';
import { DataStack } from './data-stack.ts';
import { SandboxStack } from './sandbox-stack.ts';
import { ServiceStack } from './service-stack.ts';
import type { Settings } from './settings.ts';

/** The stacks of one stage: data, service and, everywhere but in production, the sandbox. */
export interface MotcuaStacks {
  readonly data: DataStack;
  readonly service: ServiceStack;
  readonly sandbox: SandboxStack | undefined;
}

/** Makes the stacks of one stage in an app. */
export function motcuaStacks(app: App, settings: Settings): MotcuaStacks {
  const { stage } = settings;
  const props = { terminationProtection: stage === 'production' };
  const data = new DataStack(app, `motcua-${stage}-data`, settings, props);
  const service = new ServiceStack(app, `motcua-${stage}-service`, settings, data, props);
  const sandbox =
    stage === 'production'
      ? undefined
      : new SandboxStack(app, `motcua-${stage}-sandbox`, settings, data, service, props);
  // A dashboard's tags are not in every Region's resource specification.
  Tags.of(app).add('motcua:stage', stage, { excludeResourceTypes: ['AWS::CloudWatch::Dashboard'] });
  return { data, service, sandbox };
}
