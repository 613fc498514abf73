import assert from 'node:assert/strict';
import { SegmentedMessage } from 'sms-segments-calculator';
import { split } from 'split-sms';
import { smsSize } from '../../../functions/notifications/domain/sms-segments.ts';
import { plainText } from '../../../functions/notifications/domain/sms-text.ts';
import { type Compared, compared } from './compared.ts';
import { told, typed } from './texts.ts';

const print = (what: string, { ours, theirs, ratio }: Compared): void =>
  console.log(
    `${ours.toFixed(0).padStart(8)} ns ours ${theirs.toFixed(0).padStart(9)} ns theirs, ${ratio.toFixed(1).padStart(7)} times as fast  ${what}`,
  );

const toTwo = (value: number): number => Number(value.toFixed(2));

const partsBySplit = (text: string): number => split(text, { summary: true }).parts.length;
const partsByCalculator = (text: string): number => new SegmentedMessage(text).segmentsCount;

/** The calculator's way to plain text: Twilio's smart encoding, of typography alone, before it counts. */
const smartParts = (text: string): number => new SegmentedMessage(text, 'auto', true).segmentsCount;

/** How many messages a text takes, and what it takes as plain text, beside both packages. Above 1 ours is faster. */
export const sizing = (): Record<string, number> => {
  for (const text of told) {
    const { segments } = smsSize(text);
    assert.deepEqual([partsBySplit(text), partsByCalculator(text)], [segments, segments], text);
  }
  const bySplit = compared(told, [(text) => smsSize(text), 400], [partsBySplit, 40]);
  const byCalculator = compared(told, [(text) => smsSize(text), 400], [partsByCalculator, 1]);
  const plainSize = (text: string) => smsSize(plainText(text));
  const stripSplit = compared(typed, [plainSize, 40], [(text) => partsBySplit(text.normalize('NFC')), 20]);
  const stripCalculator = compared(typed, [plainSize, 40], [smartParts, 1]);
  print('segments: split-sms 0.1.7, its summary', bySplit);
  print('segments: sms-segments-calculator 1.3.0', byCalculator);
  print('plain text and its segments: split-sms, which strips nothing', stripSplit);
  print('plain text and its segments: sms-segments-calculator, smart encoding', stripCalculator);
  const sum = (count: (text: string) => number): number => typed.reduce((total, text) => total + count(text), 0);
  const parts = { ours: sum((text) => plainSize(text).segments), split: sum(partsBySplit), smart: sum(smartParts) };
  console.log(
    `The ${typed.length} texts take ${parts.ours} messages as plain text, ${parts.smart} by smart encoding, ${parts.split} as they are.`,
  );
  return {
    'segments.ratioToSplitSms': toTwo(bySplit.ratio),
    'segments.ratioToCalculator': toTwo(byCalculator.ratio),
    'strip.ratioToSplitSms': toTwo(stripSplit.ratio),
    'strip.ratioToCalculator': toTwo(stripCalculator.ratio),
    'strip.messages': parts.ours,
    'strip.messagesBySmartEncoding': parts.smart,
  };
};
