import { problem } from '../../../shared/platform/http-answer.ts';
import { type Edge, type GatewayHandler, plainHandler } from '../../../shared/platform/http-handler.ts';
import { countOne, logEvent } from '../../../shared/platform/observability.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import { isReceiptToken } from '../../../shared/platform/receipt-link.ts';
import type { HeardCarrier } from '../adapters/heard-carriers.ts';
import type { RawReceipt, ReceiptReader } from '../receipt-ports.ts';
import { type ReceiptPorts, recordReceipts } from '../usecases/record-receipts.ts';

/** What the webhook needs of its surroundings. */
export interface ReceiptWebhookPorts extends ReceiptPorts {
  readonly pepper: () => Promise<Pepper>;
  readonly carrierNamed: (carrier: string) => Promise<HeardCarrier | undefined>;
  readonly receiptsOf: (kind: string) => Promise<ReceiptReader | undefined>;
}

type Parameters = Readonly<Record<string, string | undefined>>;

/** Receipts of carriers, answered in the carrier's own words, after an exception too, so that the carrier comes again. */
export const receiptWebhook = (ports: ReceiptWebhookPorts, edge: Edge): GatewayHandler => {
  const record = recordReceipts(ports);
  /** Undefined for whoever does not know the address. */
  const readerAt = async ({ carrierName = '', token = '' }: Parameters): Promise<ReceiptReader | undefined> => {
    if (!isReceiptToken(await ports.pepper(), carrierName, token)) return undefined;
    const carrier = await ports.carrierNamed(carrierName);
    return carrier && ports.receiptsOf(carrier.kind);
  };
  const isGenuine = async (carrier: string, { isGenuine: isSigned }: ReceiptReader, raw: RawReceipt) => {
    if (!isSigned) return true;
    const credentials = (await (await ports.carrierNamed(carrier))?.credentials()) ?? [];
    return credentials.some((each) => isSigned(raw, each));
  };
  return plainHandler(
    async ({ pathParameters, query, headers, body, requestId, now }) => {
      const reader = await readerAt(pathParameters);
      if (!reader) return problem({ kind: 'not_found', what: 'carrier' }, requestId);
      const { carrierName: carrier = '' } = pathParameters;
      const raw = { query, headers, body };
      const heard = (await isGenuine(carrier, reader, raw)) ? reader.read(raw) : undefined;
      for (const receipt of heard ?? []) {
        const outcome = await record(carrier, receipt, now, requestId);
        logEvent('receipt_heard', { requestId, carrier, outcome });
        countOne(`Receipt_${outcome}`);
      }
      return reader.answer(heard ? 'kept' : 'malformed');
    },
    edge,
    async (requestId, parameters) =>
      (await readerAt(parameters))?.answer('our_fault') ?? problem({ kind: 'not_found', what: 'carrier' }, requestId),
  );
};
