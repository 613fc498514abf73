import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { Stage } from '../settings.ts';
import { tableIndexes } from './given.ts';

/** How a capability's table differs from the others. */
export interface CapabilityTableProps {
  readonly stage: Stage;
  /** The attribute (epoch seconds) at which an item may be taken away. Never on a table with money or facts without end. */
  readonly timeToLive?: string;
  /** A fixed name, for a table that may be thrown away; others are named by CloudFormation. */
  readonly tableName?: string;
}

/**
 * The one table of a capability: `pk`, `sk`, a stream with what each item became, and the sparse indexes `list` (listPk, listSk) and
 * `timer` (timerPk, timerSk). Point-in-time recovery always; in production it cannot be deleted.
 */
export class CapabilityTable extends Table {
  constructor(scope: Construct, name: string, props: CapabilityTableProps) {
    const production = props.stage === 'production';
    super(scope, `${name}Table`, {
      ...(props.tableName ? { tableName: props.tableName } : {}),
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: production,
      removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(props.timeToLive ? { timeToLiveAttribute: props.timeToLive } : {}),
    });
    for (const index of tableIndexes) {
      this.addGlobalSecondaryIndex({
        indexName: index,
        partitionKey: { name: `${index}Pk`, type: AttributeType.STRING },
        sortKey: { name: `${index}Sk`, type: AttributeType.STRING },
        projectionType: ProjectionType.ALL,
      });
    }
    new CfnOutput(scope, `Table${name}`, { value: this.tableName });
  }
}
