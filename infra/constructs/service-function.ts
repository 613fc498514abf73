import { fileURLToPath } from 'node:url';
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture, CfnFunction, RecursiveLoop, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { Construct } from 'constructs';
import type { RunbookAnchor } from '../../shared/kernel/alarms.ts';
import type { FunctionContract } from '../../shared/kernel/contract.ts';
import { bundleOptions } from '../bundle-options.ts';
import type { Stage } from '../settings.ts';
import { type Alarms, alarmPeriod, alarmService } from './alarms.ts';
import { ExpiringLog } from './expiring-log.ts';
import { FunctionRole } from './function-role.ts';
import type { GivenFor, Grantable } from './given.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** What one function is made from. */
export interface ServiceFunctionProps<C extends FunctionContract> {
  /** The handler's file without its ending, below `functions/`: `payments/handlers/provider-webhook`. */
  readonly handler: string;
  /** The contract beside the handler: what it names must be given here, or this does not compile. */
  readonly contract: C;
  readonly give: GivenFor<C>;
  readonly stage: Stage;
  readonly alarms: Alarms;
  readonly runbook?: RunbookAnchor;
  readonly timeoutSeconds?: number;
  readonly memoryMb?: number;
  readonly reservedConcurrency?: number;
  /** A fixed name, for a function that is called before it is there; others are named by CloudFormation. */
  readonly functionName?: string;
  /** A fixed name of its role, for one that a policy names before it is there. */
  readonly roleName?: string;
}

/**
 * A function with its own role, log group and alarm. It may do what its contract names on what it is given, write its own
 * log, and nothing else. Bundled by esbuild into one CommonJS file with the SDK in it (docs/cost.md has the reasons).
 */
export class ServiceFunction<C extends FunctionContract = FunctionContract> extends NodejsFunction {
  readonly #environment: Readonly<Record<string, string>>;
  readonly #stage: Stage;

  constructor(scope: Construct, name: string, props: ServiceFunctionProps<C>) {
    const id = pascalCase(name);
    const logGroup = new ExpiringLog(scope, `${id}Log`, props.stage);
    const role = new FunctionRole(scope, `${id}Role`, props.roleName);
    logGroup.grantWrite(role);
    const environment = environmentOf(props.contract, props.give);
    super(scope, id, {
      entry: `${repository}functions/${props.handler}.ts`,
      depsLockFilePath: `${repository}package-lock.json`,
      projectRoot: repository,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: Duration.seconds(props.timeoutSeconds ?? 10),
      memorySize: props.memoryMb ?? 512,
      ...(props.functionName ? { functionName: props.functionName } : {}),
      ...(props.reservedConcurrency ? { reservedConcurrentExecutions: props.reservedConcurrency } : {}),
      role,
      logGroup,
      environment: {
        POWERTOOLS_SERVICE_NAME: serviceName(props.stage, name),
        ALARM_SERVICE_NAME: alarmService(props.stage),
        ...environment,
      },
      awsSdkConnectionReuse: false, // version 3 of the SDK keeps connections by itself
      bundling: {
        format: OutputFormat.CJS,
        target: bundleOptions.target,
        mainFields: bundleOptions.mainFields,
        minify: bundleOptions.minify,
        loader: bundleOptions.loader,
        esbuildArgs: { '--alias': Object.entries(bundleOptions.alias).map((pair) => pair.join('=')) },
        externalModules: [],
        forceDockerBundling: false,
      },
    });
    this.#environment = environment;
    this.#stage = props.stage;
    for (const statement of statementsOf(props.contract, props.give)) role.addToPolicy(statement);
    props.alarms.add(`${id}Errors`, {
      metric: this.metricErrors({ period: alarmPeriod, statistic: 'Sum' }),
      says: `The function ${name} threw or timed out.`,
      runbook: props.runbook ?? 'function-errors',
    });
    props.alarms.add(`${id}Throttles`, {
      metric: this.metricThrottles({ period: alarmPeriod, statistic: 'Sum' }),
      periods: 3,
      says: `The function ${name} has been throttled for a quarter of an hour.`,
      runbook: props.runbook ?? 'function-errors',
    });
    new CfnOutput(Stack.of(scope), `Function${id}`, { value: this.functionName });
  }

  /**
   * Says that a queue calls the function. Where it sends to that queue itself, what comes again is meant to: unless told, Lambda gives a
   * message up after 16 such rounds (recursive loop detection). The embedded emulator has no such limit.
   */
  isCalledBy(queueUrl: string): void {
    const sendsToIt = Object.values(this.#environment).includes(queueUrl);
    const { defaultChild } = this.node;
    if (sendsToIt && this.#stage !== 'local' && defaultChild instanceof CfnFunction)
      defaultChild.recursiveLoop = RecursiveLoop.ALLOW;
  }
}

/** The name under which a function writes logs and metrics. */
export const serviceName = (stage: Stage, functionName: string): string => `motcua-${stage}-${functionName}`;

/** `deadlineSweep` as a construct's id: `DeadlineSweep`. */
export const pascalCase = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function environmentOf<C extends FunctionContract>(contract: C, give: GivenFor<C>): Record<string, string> {
  const given = give as Readonly<Record<string, { readonly value: string }>>;
  return Object.fromEntries(
    Object.entries(contract.env).map(([name, variable]) => [variable, given[name]?.value ?? '']),
  );
}

/** One statement for each set of resources that a grant's actions need. */
function statementsOf<C extends FunctionContract>(contract: C, give: GivenFor<C>): PolicyStatement[] {
  const given = give as Readonly<Record<string, Grantable>>;
  return Object.entries(contract.grants).flatMap(([name, actions]) => {
    const grantable = given[name];
    if (!grantable) return [];
    const byResources = Map.groupBy(actions, (action) => grantable.arnsOf(action).join());
    return [...byResources].flatMap(([key, group]) =>
      key === ''
        ? [] // a stage that lacks the resource
        : new PolicyStatement({
            actions: [...group],
            resources: [...grantable.arnsOf(group[0] ?? '')],
            ...(grantable.conditions ? { conditions: grantable.conditions } : {}),
          }),
    );
  });
}
