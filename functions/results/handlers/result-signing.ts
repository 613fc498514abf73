import { type HeardOf, needed } from '../../../shared/kernel/events.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { keyedWith } from '../../../shared/platform/ledger/erasure.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { ledgerRegistry } from '../adapters/ledger-registry.ts';
import { bundledPanels } from '../adapters/panel-drawer.ts';
import { s3PreparedFiles } from '../adapters/s3-prepared-files.ts';
import { s3ResultFiles } from '../adapters/s3-result-files.ts';
import { s3Uploads } from '../adapters/s3-uploads.ts';
import { signResult } from '../usecases/sign-result.ts';
import type { SigningParts } from './signing-parts.ts';

/** The register, and how an upload that is to be issued is signed into it, with a line of what became of it. */
export const signingOfResults = ({ open, s3, secrets, signers, timestamps, sha256, ...env }: SigningParts) => {
  const keyed = keyedWith(pepperReader(secrets, env.pepper));
  const registry = ledgerRegistry(open(env.resultsTable), systemClock, keyed);
  const sign = signResult({
    ...{ registry, signers, timestamps, sha256 },
    dossiers: dossierCardsIn(open(env.dossiersTable)),
    uploads: s3Uploads(s3, env.uploadsBucket),
    files: s3ResultFiles(s3, env.resultsBucket),
    preparedFiles: s3PreparedFiles(s3, env.uploadsBucket),
    panels: bundledPanels,
    publicOrigin: env.publicOrigin,
  });
  return {
    registry,
    async sign(asked: HeardOf<'result.issue_requested'>, requestId: string): Promise<Result<string>> {
      const { resultId, dossierCode } = asked.data;
      const { uploadVersionId } = needed(asked, 'uploadVersionId');
      const signed = await sign({ resultId, uploadVersionId, requestId, now: systemClock() });
      const outcome = signed.ok ? signed.value : signed.failure.kind;
      logEvent('result_signing', { requestId, dossierCode, aggregate: resultId, outcome });
      return signed;
    },
  };
};
