import { CarrierKind } from '../../../shared/kernel/message-carriers.ts';
import type { MailEvent } from '../suppression-ports.ts';
import { carrierManifestOf } from './manifests.ts';

/** What the `events.ts` of a kind's folder exports as `eventIn`: what an event says of a mail of ours; undefined where it is none. */
export type ReadEvent = (detail: unknown) => MailEvent | 'not_ours' | undefined;

/** Reads an event of the bus by the kind of carriers that it comes from; undefined where that tells nothing so. */
export const mailEventIn = async (event: {
  readonly source?: unknown;
  readonly detail?: unknown;
}): Promise<ReturnType<ReadEvent>> => {
  const manifests = await Promise.all(CarrierKind.options.map(carrierManifestOf));
  const kind = manifests.find(({ events }) => events !== undefined && events.source === event.source)?.kind;
  if (kind === undefined) return undefined;
  const folder = (await import(`./${kind}/events.ts`)) as { readonly eventIn: ReadEvent };
  return folder.eventIn(event.detail);
};
