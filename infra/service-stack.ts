import { ArnFormat, Stack, type StackProps } from 'aws-cdk-lib';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { trustServicesContract } from '../functions/results/contract.ts';
import { sandboxContract } from '../functions/sandbox/contract.ts';
import { Desk } from './capabilities/desk.ts';
import { Dossiers } from './capabilities/dossiers.ts';
import { Figures } from './capabilities/figures.ts';
import { Installation } from './capabilities/installation.ts';
import { Notifications } from './capabilities/notifications.ts';
import { Payments } from './capabilities/payments.ts';
import { Results } from './capabilities/results.ts';
import { Web } from './capabilities/web.ts';
import { Webhooks } from './capabilities/webhooks.ts';
import { Alarms } from './constructs/alarms.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { FrontDoor } from './constructs/front-door.ts';
import type { DataStack } from './data-stack.ts';
import { type Settings, sandboxName, trustServicesName } from './settings.ts';
import type { Surroundings } from './surroundings.ts';

/** Everything that a release replaces: functions, queues, rules and the API before them. It holds no data. */
export class ServiceStack extends Stack {
  readonly frontDoor: FrontDoor;

  constructor(scope: Construct, id: string, settings: Settings, data: DataStack, props: StackProps) {
    super(scope, id, props);
    const alarms = new Alarms(this, 'Alarms', settings.stage, this.#alarmTopic(settings));
    alarms.addEvents();
    this.frontDoor = new FrontDoor(this, 'FrontDoor', settings, alarms);
    const sandbox = settings.stage === 'production' ? undefined : this.#sandbox(settings);
    const surroundings: Surroundings = {
      settings,
      data,
      alarms,
      frontDoor: this.frontDoor,
      hasSandbox: sandbox !== undefined,
    };
    const dossiers = new Dossiers(this, surroundings);
    const payments = new Payments(this, surroundings);
    const notifications = new Notifications(this, surroundings);
    const results = new Results(this, surroundings);
    const webhooks = new Webhooks(this, surroundings);
    new Installation(this, surroundings, {
      dossiers: dossiers.refold,
      payments: payments.refold,
      notifications: notifications.refold,
      results: results.refold,
      webhooks: webhooks.refold,
    });
    new Figures(this, surroundings);
    new Desk(this, surroundings, payments.refunds);
    new Web(this, surroundings, { returns: payments.returns, reminders: results.queue });
    if (sandbox) {
      this.frontDoor.lead(sandboxContract.routes, sandbox.function);
      this.frontDoor.lead(trustServicesContract.routes, sandbox.trustServices);
    }
    this.frontDoor.open();
    if (settings.stage !== 'local') new Dashboard(this, 'Dashboard', settings.stage, this.frontDoor.api);
  }

  /** The sandbox by its names: it is deployed after this stack, and gives its functions' permissions itself. */
  #sandbox({ stage }: Settings): {
    readonly function: IFunction;
    readonly trustServices: IFunction;
  } {
    const functionNamed = (id: string, resourceName: string): IFunction =>
      LambdaFunction.fromFunctionAttributes(this, id, {
        functionArn: this.formatArn({
          service: 'lambda',
          resource: 'function',
          resourceName,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
        skipPermissions: true,
      });
    return {
      function: functionNamed('SandboxFunction', sandboxName(stage)),
      trustServices: functionNamed('TrustServicesFunction', trustServicesName(stage)),
    };
  }

  #alarmTopic(settings: Settings): Topic | undefined {
    if (settings.stage !== 'production') return undefined;
    const topic = new Topic(this, 'AlarmTopic', { enforceSSL: true });
    if (settings.alarmEmail) topic.addSubscription(new EmailSubscription(settings.alarmEmail));
    return topic;
  }
}
