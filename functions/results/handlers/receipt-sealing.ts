import type { HeardOf } from '../../../shared/kernel/events.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { directoryAgencies } from '../adapters/directory-agencies.ts';
import { ledgerReceipts } from '../adapters/ledger-receipts.ts';
import { pepperValues } from '../adapters/pepper-values.ts';
import { drawBundled } from '../adapters/receipt-drawer.ts';
import { s3ReceiptFiles } from '../adapters/s3-receipt-files.ts';
import { sealReceipt } from '../usecases/seal-receipt.ts';
import type { SigningParts } from './signing-parts.ts';

/** Seals receipts that were made, and logs what became of each. */
export const sealingOfReceipts = ({ open, s3, secrets, signers, timestamps, sha256, ...env }: SigningParts) => {
  const seal = sealReceipt({
    ...{ signers, timestamps, sha256, draw: drawBundled, publicOrigin: env.publicOrigin },
    receipts: ledgerReceipts(open(env.resultsTable), systemClock),
    receiptFiles: s3ReceiptFiles(s3, env.resultsBucket),
    dossiers: dossierCardsIn(open(env.dossiersTable)),
    agencies: directoryAgencies(open(env.installationTable), systemClock),
    derived: pepperValues(pepperReader(secrets, env.pepper)),
  });
  return async (made: HeardOf<'receipt.made'>, requestId: string): Promise<Result<string>> => {
    const sealed = await seal(made, systemClock(), { recordedBy: 'system', requestId });
    const outcome = sealed.ok ? sealed.value : sealed.failure.kind;
    const { dossierCode, paymentId: aggregate } = made.data;
    logEvent('receipt_sealing', { requestId, dossierCode, aggregate, outcome });
    return sealed;
  };
};
