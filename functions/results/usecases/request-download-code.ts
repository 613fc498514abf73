import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { nextCode, nextSendingAt } from '../domain/download-code.ts';
import type { DownloadCodes } from '../ports.ts';

/** A code that is to be sent: whoever composes its SMS derives the digits from the nonce. */
export interface RequestedCode {
  readonly nonce: string;
  readonly expiresAt: number;
}

/** How often the code is read again where others replace it at the same moment. */
const TRIES = 10;

/**
 * Makes the next download code of a dossier; the one before it ends. `too_many_tries` within 30 s of the last one, and after 5
 * within an hour or 10 within a day: the limits are the dossier's, so that no change of address or browser gets round them.
 */
export const requestDownloadCode =
  ({ codes }: { readonly codes: DownloadCodes }) =>
  async (dossierCode: DossierCode, now: number): Promise<Result<RequestedCode>> => {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const present = await codes.read(dossierCode);
      const retryAt = nextSendingAt(present?.code);
      if (now < retryAt) return fail({ kind: 'too_many_tries', retryAt });
      const nonce = codes.nonce();
      const next = nextCode(present?.code, nonce, now);
      if (await codes.replace(dossierCode, next, present?.version)) return ok({ nonce, expiresAt: next.expiresAt });
    }
    return fail({ kind: 'temporarily_unavailable', detail: 'the code is being replaced by others' });
  };
