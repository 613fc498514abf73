import * as z from 'zod';
import { type Caller, recordedBy } from '../../../shared/kernel/callers.ts';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { FullName, Line } from '../../../shared/kernel/text.ts';
import { MINUTE_MS, OffsetDateTime } from '../../../shared/kernel/time.ts';
import type { RegistryEntry } from '../domain/registry-entry.ts';
import { deliveryChannels } from '../domain/registry-facts.ts';
import type { Dossiers, ResultRegistry } from '../ports.ts';
import { resultToDecide } from './read-result.ts';

/** To whom a result was handed over, in which way, when, and who says so; what public post carries has a number. */
export const DeliveryInput = z
  .strictObject({
    deliveryId: z.string().regex(/^[\x21-\x7e]{1,128}$/, 'expected 1-128 printable ASCII characters without blanks'),
    channel: z.enum(deliveryChannels),
    receiver: FullName(),
    at: OffsetDateTime,
    trackingCode: Line(60).optional(),
    by: Line(200),
  })
  .refine(({ channel, trackingCode }) => channel !== 'post' || trackingCode !== undefined, {
    path: ['trackingCode'],
    message: 'expected the number under which it was posted',
  });

/** A delivery as it is told. */
export interface RecordDelivery {
  readonly resultId: ResultId;
  readonly input: z.output<typeof DeliveryInput>;
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: number;
}

/** A result is handed over so often: its facts must stay within what one aggregate may hold. */
const MAX_DELIVERIES = 20;

/** How far ahead of our clock a delivery may lie, for clocks that differ. */
const CLOCK_TOLERANCE_MS = 5 * MINUTE_MS;

/**
 * Keeps that an issued result was handed over, whatever became of it since; once for each name of a delivery, of which another body is a
 * conflict. Nothing is kept of a dossier whose personal data were erased (`personal_data_erased`): a delivery names who took it.
 */
export const recordDelivery =
  (ports: { readonly registry: ResultRegistry; readonly dossiers: Dossiers }) =>
  async ({ resultId, input, caller, requestId, now }: RecordDelivery): Promise<Result<RegistryEntry>> => {
    const { registry, dossiers } = ports;
    const found = await resultToDecide(ports)(resultId, caller);
    if (!found.ok) return found;
    const { intended, issued, deliveries } = found.value;
    if (!issued) return fail({ kind: 'not_allowed_now', detail: `the result is ${found.value.state}` });
    if (input.at > now + CLOCK_TOLERANCE_MS)
      return fail({
        kind: 'invalid_input',
        fields: [{ path: 'at', message: 'expected at most 5 minutes ahead of the clock' }],
      });
    const isKnown = deliveries.some(({ deliveryId }) => deliveryId === input.deliveryId);
    if (!isKnown && deliveries.length >= MAX_DELIVERIES)
      return fail({ kind: 'not_allowed_now', detail: `${MAX_DELIVERIES} deliveries were told` });
    if (!isKnown && (await dossiers.read(intended.dossierCode))?.applicant === undefined)
      return fail({ kind: 'personal_data_erased' });
    const { at: deliveredAt, ...told } = input;
    const fact = { kind: 'delivered' as const, ...told, deliveredAt };
    const outcome = await registry.record(resultId, fact, recordedBy(caller, requestId));
    if (outcome === 'conflict') return fail({ kind: 'conflict', key: input.deliveryId });
    if (outcome === 'erased') return fail({ kind: 'personal_data_erased' });
    const entry = await registry.read(resultId);
    return entry ? ok(entry) : fail({ kind: 'not_found', what: 'result' });
  };
