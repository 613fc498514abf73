import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  EndpointType,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { RouteContract } from '../../shared/kernel/contract.ts';
import { binaryMediaTypes } from '../byte-bodies.ts';
import type { Settings } from '../settings.ts';
import { type Alarms, alarmPeriod } from './alarms.ts';
import { ExpiringLog } from './expiring-log.ts';
import { Firewall } from './firewall.ts';
import { answerInOurWords } from './gateway-answers.ts';
import { RouteTree } from './route-tree.ts';

/**
 * What the access log holds of a request: the route and not the path, because a path may hold a citizen's token. The handler's line
 * under the same `requestId` adds the API key's id.
 */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTimeEpoch',
    source: '$context.identity.sourceIp',
    route: '$context.httpMethod $context.resourcePath',
    status: '$context.status',
    bytes: '$context.responseLength',
    latencyMs: '$context.responseLatency',
    functionMs: '$context.integrationLatency',
    error: '$context.error.responseType',
    // The last one: the gateway does not escape what clients write.
    userAgent: '$context.identity.userAgent',
  }),
);

/** The one API before all functions: REST, regional, with our own words where the gateway answers by itself. */
export class FrontDoor extends Construct {
  readonly api: RestApi;
  /** Where citizens and providers reach the product, without a slash at the end. */
  readonly publicOrigin: string;
  readonly #trustedProxies: string;
  readonly #routes = new RouteTree();

  constructor(scope: Construct, id: string, settings: Settings, alarms: Alarms) {
    super(scope, id);
    const { stage } = settings;
    this.#trustedProxies = settings.trustedProxies.join();
    const production = stage === 'production';
    // An emulator has no role for the gateway's logs.
    const logged =
      stage === 'local'
        ? {}
        : {
            accessLogDestination: new LogGroupLogDestination(new ExpiringLog(this, 'AccessLog', stage)),
            accessLogFormat,
            loggingLevel: MethodLoggingLevel.ERROR,
            dataTraceEnabled: false,
          };
    this.api = new RestApi(this, 'Api', {
      restApiName: `motcua-${stage}`,
      description: 'The one-stop counter: see docs/openapi.yaml',
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: stage !== 'local',
      binaryMediaTypes: binaryMediaTypes(stage),
      ...(settings.certificateArn ? { disableExecuteApiEndpoint: true } : {}),
      deployOptions: { stageName: stage, throttlingRateLimit: 1000, throttlingBurstLimit: 2000, ...logged },
    });
    // Made from the API's id alone: a function that is told its origin must not wait for the stage that waits for it.
    const url = `https://${this.api.restApiId}.execute-api.${Stack.of(this).region}.${Stack.of(this).urlSuffix}/${stage}`;
    this.publicOrigin = settings.publicOrigin ?? url;
    answerInOurWords(this.api, this.publicOrigin);
    if (settings.publicOrigin && settings.certificateArn)
      this.#answerUnder(settings.publicOrigin, settings.certificateArn);
    if (production) new Firewall(this, 'Firewall', stage, this.api.deploymentStage.stageArn);

    alarms.add('ApiFails', {
      metric: this.api.metricServerError({ period: alarmPeriod, statistic: 'Sum' }),
      says: 'The API answered 5xx.',
      runbook: 'function-errors',
    });
    alarms.add('ApiIsSlow', {
      metric: this.api.metricLatency({ period: alarmPeriod, statistic: Stats.percentile(99) }),
      atLeast: Duration.seconds(3).toMilliseconds(),
      periods: 3,
      says: 'One answer of a hundred took three seconds or more for a quarter of an hour.',
      runbook: 'function-errors',
    });
    const stack = Stack.of(this);
    new CfnOutput(stack, 'ApiId', { value: this.api.restApiId });
    new CfnOutput(stack, 'ApiStage', { value: stage });
    new CfnOutput(stack, 'ApiUrl', { value: url });
    new CfnOutput(stack, 'PublicOrigin', { value: this.publicOrigin });
  }

  /** Leads routes to a function, once the door is opened. */
  lead(routes: Readonly<Record<string, RouteContract>>, to: IFunction): void {
    if (to instanceof LambdaFunction && this.#trustedProxies !== '')
      to.addEnvironment('TRUSTED_PROXIES', this.#trustedProxies);
    this.#routes.lead(Object.values(routes), to);
  }

  /** Makes the API's paths, when all of them are known. */
  open(): void {
    this.#routes.plant(this.api.root);
  }

  #answerUnder(publicOrigin: string, certificateArn: string): void {
    const domain = this.api.addDomainName('Domain', {
      domainName: new URL(publicOrigin).hostname,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new CfnOutput(Stack.of(this), 'DomainTarget', {
      description: 'Point a CNAME of the public origin here',
      value: domain.domainNameAliasDomainName,
    });
  }
}
