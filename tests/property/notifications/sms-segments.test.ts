import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { split } from 'split-sms';
import { describe, expect, test } from 'vitest';
import { smsSize } from '../../../functions/notifications/domain/sms-segments.ts';
import { compared } from '../../bench/messages/compared.ts';
import { told } from '../../bench/messages/texts.ts';

const RUNS = process.env.NIGHTLY ? 1_000_000 : 20_000;

/** How long each text may take, in milliseconds: the calculator is quadratic. */
const EACH_MS = 10;

const calculated = (text: string) => {
  const { encodingName, segmentsCount } = new SegmentedMessage(text);
  return { alphabet: encodingName, segments: segmentsCount };
};

const letters = [...'abcXYZ 0189.,:/-'];
const escapes = [...'€[]{}^~|\\\f'];
const vietnamese = [...'ậễộứỵĐđƠưẰ'];
const pairs = [...'😀🏛𠮷'];

/** Texts around the borders of one, two and three parts; many letters stand for each rare character. */
const ofUnits = (rare: readonly string[], most: number) =>
  fc.string({
    unit: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...letters) },
      { weight: 2, arbitrary: fc.constantFrom(...rare) },
    ),
    maxLength: most,
    size: 'max',
  });

const text = fc.oneof(
  ofUnits(escapes, 480),
  ofUnits(vietnamese, 220),
  ofUnits([...pairs, ...vietnamese], 220),
  fc.string({ unit: fc.constantFrom(...escapes, 'a'), minLength: 60, maxLength: 180 }),
  fc.string({ unit: 'binary', maxLength: 220 }),
);

/**
 * The calculator never splits what a reader takes for one character, such as a base letter and its mark, where a network counts each code
 * point by itself. Texts of single code points are those where it is right.
 */
const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });
const isOfSinglePoints = (given: string): boolean => {
  for (const { segment } of graphemes.segment(given)) if ([...segment].length > 1) return false;
  return true;
};

/** What it joins by the rules of an earlier Unicode than the runtime's. */
const joins = /[\p{M}\p{Cf}\p{Regional_Indicator}\p{Emoji_Modifier}\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff]/u;

describe('an SMS is counted', () => {
  test(
    'as sms-segments-calculator counts it, wherever each character is one code point',
    () => {
      let compared = 0;
      fc.assert(
        fc.property(text, (given) => {
          if (!isOfSinglePoints(given) || joins.test(given)) return;
          compared += 1;
          const { alphabet, segments } = smsSize(given);
          expect({ alphabet, segments }).toEqual(calculated(given));
        }),
        { numRuns: RUNS },
      );
      expect(compared).toBeGreaterThan(RUNS * 0.7);
    },
    RUNS * EACH_MS,
  );

  test.each([
    ['a mark may begin a part', `${'đ'.repeat(66)}a\u0323\u0302${'đ'.repeat(65)}`, 2, 3],
    ['a part may end within a flag', `đ${'🇻🇳'.repeat(32)}${'đ'.repeat(5)}`, 2, 3],
  ])('otherwise than it counts where it takes several for one: %s', (_, given, segments, theirs) => {
    expect(smsSize(given)).toMatchObject({ alphabet: 'UCS-2', segments });
    expect(calculated(given)).toEqual({ alphabet: 'UCS-2', segments: theirs });
  });

  test('in less time than split-sms takes for it', () => {
    const bySplit = (given: string) => split(given, { summary: true }).parts.length;
    expect(compared(told, [smsSize, 100], [bySplit, 10]).ratio).toBeGreaterThan(1);
  });

  test('as split-sms counts it', () => {
    fc.assert(
      fc.property(text, (given) => {
        const { characterSet, parts } = split(given, { summary: true });
        const { alphabet, segments } = smsSize(given);
        expect([alphabet, segments]).toEqual([characterSet === 'GSM' ? 'GSM-7' : 'UCS-2', parts.length]);
      }),
      { numRuns: 2000 },
    );
  });
});
