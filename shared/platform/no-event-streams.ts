const noEventStreams = (): never => {
  throw new Error('no call of a function streams events');
};

/**
 * In a bundle this stands for the SDK's event streams (`infra/bundle-options.ts`), which no service that the functions call has, but
 * for S3's queries of objects, which they do not make. The SDK loads them when they are needed; for that the bundler would keep
 * most of its core in functions that are compiled one by one at each start.
 */
export const eventStreamSerdeProvider = noEventStreams;

/** Leaves a client's settings as they are: there is nothing to add for event streams. */
export const resolveEventStreamSerdeConfig = <T>(settings: T): T => settings;

/** Never made: a call that would stream events throws. */
export class EventStreamSerde {
  constructor() {
    noEventStreams();
  }
}
