import type { DossierCode } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { MessageLists } from '../ports.ts';
import type { SuppressionErasures } from '../suppression-ports.ts';

/** What forgetting needs from outside. */
export interface ForgetPorts {
  readonly lists: Pick<MessageLists, 'ofDossier'>;
  readonly erasures: SuppressionErasures;
}

/** Has nothing be known any more of the addresses of a dossier's messages, after its personal data were erased; again it changes nothing. */
export const forgetAddresses =
  ({ lists, erasures }: ForgetPorts) =>
  async (dossierCode: DossierCode, now: Instant): Promise<void> => {
    for (const messageId of await lists.ofDossier(dossierCode)) await erasures.forget(messageId, now);
  };
