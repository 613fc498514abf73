import * as z from 'zod';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { CarrierKind, type CarrierManifest } from '../../../shared/kernel/message-carriers.ts';
import { AmountVnd } from '../../../shared/kernel/money.ts';

/** A carrier's name in paths, as the operator chose it. */
export const CarrierName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'expected small letters, digits and dashes, at most 40, a letter first');

/** How a message carrier is set up. */
export interface CarrierSetUp {
  readonly kind: CarrierKind;
  /** The agency whose messages it carries, with all below it; left out: everybody's. */
  readonly agencyCode?: AgencyCode | undefined;
  readonly sender: string;
  /** Its share among the carriers of the same channel and agency; 0: it sends nothing. */
  readonly weight: number;
  /** What one segment of an SMS costs. */
  readonly pricePerSegmentVnd?: number | undefined;
  readonly credentials: Readonly<Record<string, string | undefined>>;
}

/** The kind of a set-up, by which the shape of the rest is known. */
export const KindOfSetUp = z.looseObject({ kind: CarrierKind });

/** The shape of a carrier's set-up: its sender and credentials are what its kind says. */
export const carrierSetUpOf = ({
  kind,
  sender,
  credentials,
}: Pick<CarrierManifest, 'kind' | 'sender' | 'credentials'>): z.ZodType<CarrierSetUp> =>
  z.strictObject({
    kind: z.literal(kind),
    agencyCode: AgencyCode.optional(),
    sender: sender(),
    weight: z.int().min(0).max(1000),
    pricePerSegmentVnd: AmountVnd.optional(),
    credentials: credentials(),
  });
