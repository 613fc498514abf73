/**
 * What a message takes: its segments and its plain text beside two packages, the time of the function that sends it, and what it asks
 * of the tables from the moment that is told to its receipt.
 */
import './callbacks/without-logs.ts';
import { type MessageTaken, oneMessage } from './messages/one-message.ts';
import { sizing } from './messages/sizing.ts';
import type { Bench } from './run.ts';

/** List prices in USD for a million, as docs/cost.md has them. */
const PRICES = { write: 0.625, read: 0.125, event: 1, queueCall: 0.4, request: 0.2, gateway: 3.5, gbSecond: 13.33 };

/** A call of a function, as docs/cost.md counts its time: 512 MB for 40 ms. */
const GB_SECONDS = 0.5 * 0.04;

/** Its log line of 0.5 KB at 0.50 USD for a GB, for a million. */
const LINE = 0.25;

/** Without what the carrier asks for. The moment's own event is its dossier's. */
const usdPerMillion = ({ writeUnits, readUnits, events, queueMessages, streamRecords }: MessageTaken): number => {
  const functionCalls = queueMessages + streamRecords + 1;
  return (
    writeUnits * PRICES.write +
    readUnits * PRICES.read +
    events * PRICES.event +
    queueMessages * 3 * PRICES.queueCall +
    functionCalls * (PRICES.request + GB_SECONDS * PRICES.gbSecond + LINE) +
    PRICES.gateway
  );
};

/** Compares in this run; nothing is held to a time. */
export const bench: Bench = {
  async run() {
    const sizes = sizing();
    const { taken, queuedMs } = await oneMessage();
    const usd = Number(usdPerMillion(taken).toFixed(2));
    const { calls, writeUnits, readUnits, events, queueMessages, streamRecords } = taken;
    console.log(
      `One SMS, told, sent and delivered: ${calls} calls, ${writeUnits} write units, ${readUnits} read units, ${events} events, ${queueMessages} messages of queues, ${streamRecords} stream records; ${usd} USD a million without the carrier`,
    );
    console.log(`message-queued: ${queuedMs.toFixed(2)} ms of its own, its calls answered at once`);
    return {
      ...sizes,
      'message.queuedMs': Number(queuedMs.toFixed(2)),
      'message.calls': calls,
      'message.writeUnits': writeUnits,
      'message.readUnits': readUnits,
      'message.usdPerMillion': usd,
    };
  },
};
