import { derivedName, type TransferId } from '../../../shared/kernel/ids.ts';

/** What a transfer is known by: the one id that follows from the transaction, whoever tells of it, so that it is found by one key. */
export const transferIdOf = ({
  provider,
  merchant,
  providerTransactionId,
}: {
  readonly provider: string;
  readonly merchant: string;
  readonly providerTransactionId: string;
}): TransferId => `trf_${derivedName(`${provider}#${merchant}#${providerTransactionId}`)}`;
