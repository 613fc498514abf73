import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  type EventSourceMappingConfiguration,
  InvokeCommand,
  LambdaClient,
  paginateListEventSourceMappings,
} from '@aws-sdk/client-lambda';
import type { RunningEmulator } from './emulator.ts';
import { sdkConfig } from './sdk-config.ts';

/**
 * After a restart MiniStack keeps how far each stream was read but not the records, and would leave out as many of the
 * next ones: makes every stream mapping anew from the stream's beginning.
 */
export async function renewStreamMappings(emulator: RunningEmulator): Promise<number> {
  const lambda = new LambdaClient(sdkConfig(emulator));
  const mappings: EventSourceMappingConfiguration[] = [];
  for await (const page of paginateListEventSourceMappings({ client: lambda }, {})) {
    mappings.push(...(page.EventSourceMappings ?? []).filter((each) => each.EventSourceArn?.includes(':dynamodb:')));
  }
  for (const mapping of mappings) {
    await lambda.send(new DeleteEventSourceMappingCommand({ UUID: mapping.UUID }));
    await lambda.send(
      new CreateEventSourceMappingCommand({
        EventSourceArn: mapping.EventSourceArn,
        FunctionName: mapping.FunctionArn,
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: mapping.BatchSize,
        MaximumBatchingWindowInSeconds: mapping.MaximumBatchingWindowInSeconds,
        ParallelizationFactor: mapping.ParallelizationFactor,
        BisectBatchOnFunctionError: mapping.BisectBatchOnFunctionError,
        MaximumRetryAttempts: mapping.MaximumRetryAttempts,
        MaximumRecordAgeInSeconds: mapping.MaximumRecordAgeInSeconds,
        DestinationConfig: mapping.DestinationConfig?.OnFailure?.Destination ? mapping.DestinationConfig : undefined,
        FunctionResponseTypes: mapping.FunctionResponseTypes,
        FilterCriteria: mapping.FilterCriteria?.Filters?.length ? mapping.FilterCriteria : undefined,
      }),
    );
  }
  lambda.destroy();
  return mappings.length;
}

/** Has the `rebuild` function fold again what the streams did not deliver. */
export async function invokeRebuild(emulator: RunningEmulator, functionName: string): Promise<void> {
  const lambda = new LambdaClient(sdkConfig(emulator));
  await lambda.send(
    new InvokeCommand({ FunctionName: functionName, InvocationType: 'Event', Payload: Buffer.from('{}') }),
  );
  lambda.destroy();
}
