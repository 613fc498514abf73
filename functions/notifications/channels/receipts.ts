import { CarrierKind } from '../../../shared/kernel/message-carriers.ts';
import type { ReceiptReader } from '../receipt-ports.ts';
import { carrierManifestOf } from './manifests.ts';

/** The reader of a kind's receipts; undefined where the kind sends none, or is not known. */
export const receiptsOf = async (given: string): Promise<ReceiptReader | undefined> => {
  const { data: kind } = CarrierKind.safeParse(given);
  if (kind === undefined || !(await carrierManifestOf(kind)).receipts) return undefined;
  const folder = (await import(`./${kind}/receipts.ts`)) as { readonly receipts: ReceiptReader };
  return folder.receipts;
};
