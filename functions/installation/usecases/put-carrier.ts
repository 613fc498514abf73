import type { CarrierManifest } from '../../../shared/kernel/message-carriers.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { CarrierSetUp } from '../domain/carrier-requests.ts';
import { rotated } from '../domain/merchant-secret.ts';
import type { CarrierRow, CarrierSecrets, CarrierStore } from '../ports.ts';
import { withoutUndefined } from './put-merchant.ts';

/** What setting up a carrier needs. */
export interface PutCarrierPorts {
  readonly carriers: CarrierStore;
  readonly carrierSecrets: CarrierSecrets;
  /** Where a carrier tells what became of messages. */
  readonly receiptUrlOf: (carrierName: string) => Promise<string>;
}

/**
 * Sets a message carrier up, or replaces its set-up; one that was ended carries again. It keeps its kind (`invalid_input`): what it has of
 * messages is in that kind's words. The secret is written before the row: a carrier that is known always has its secret.
 */
export const putCarrier =
  ({ carriers, carrierSecrets, receiptUrlOf }: PutCarrierPorts) =>
  async (
    carrierName: string,
    { channel, receipts }: Pick<CarrierManifest, 'channel' | 'receipts'>,
    { credentials, ...setUp }: CarrierSetUp,
    now: Instant,
  ): Promise<Result<{ readonly created: boolean; readonly carrier: CarrierRow }>> => {
    const before = await carriers.find(carrierName);
    if (before && before.kind !== setUp.kind) {
      const message = `this carrier is of the kind ${before.kind}; set up another one under another name`;
      return fail({ kind: 'invalid_input', fields: [{ path: 'kind', message }] });
    }
    const secret = rotated(await carrierSecrets.read(carrierName), withoutUndefined(credentials), now);
    if (secret) await carrierSecrets.write(carrierName, secret);
    const carrier: CarrierRow = {
      carrierName,
      channel,
      ...setUp,
      receiptUrl: receipts ? await receiptUrlOf(carrierName) : undefined,
      credentialsUpdatedAt: secret || !before ? now : before.credentialsUpdatedAt,
      endedAt: undefined,
    };
    await carriers.put(carrier);
    return ok({ created: before === undefined, carrier });
  };
