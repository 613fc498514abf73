import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Stage } from '../settings.ts';

/**
 * A log that forgets: after a year in production, where it outlives its stack, after a week elsewhere. Named by CloudFormation unless
 * a name is given.
 */
export class ExpiringLog extends LogGroup {
  constructor(scope: Construct, id: string, stage: Stage, logGroupName?: string) {
    const production = stage === 'production';
    super(scope, id, {
      ...(logGroupName ? { logGroupName } : {}),
      retention: production ? RetentionDays.ONE_YEAR : RetentionDays.ONE_WEEK,
      removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
