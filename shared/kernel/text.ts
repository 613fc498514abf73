import * as z from 'zod';

/** Whatever is neither printable ASCII nor a tab or line feed. A text without it has nothing that the classes below look for. */
const beyondPlain = /[^\t\n -~]/;

/** Made at the first text that needs it: the engine takes milliseconds for sets of Unicode, at every start of a function. */
const onceNeeded = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

/** What `keptText` takes out; what shapes is captured. */
const shapingOrMeaningless = onceNeeded(() => {
  /*
   * Characters that show nothing and mean nothing in what people write to an office (zero-width space, soft hyphen, byte order
   * mark, word joiner, fillers, ...): Unicode's Default_Ignorable_Code_Point without direction, tags, deprecated shaping and what
   * is unassigned.
   */
  const meaningless = /[\p{DI}--[\p{Bidi_C}\p{Cn}\u206a-\u206f\u{e0001}\u{e0020}-\u{e007f}]]/v;
  // Joiners and variation selectors where they shape what stands beside them: in scripts that join, in emoji, in ideographs.
  const shaping = [
    /(?<=[[\p{L}\p{M}]--[\p{Script=Latin}\p{Script=Inherited}\p{DI}]])[\u200c\u200d](?=[[\p{L}\p{M}]--\p{Script=Latin}])/v,
    /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})/v,
    /(?<=[\p{Extended_Pictographic}\p{Ideographic}])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/v,
    /(?<=[0-9#*])\ufe0f(?=\u20e3)/v,
  ];
  return new RegExp(`(${shaping.map(({ source }) => source).join('|')})|${meaningless.source}`, 'gv');
});

const lineEnd = /\r\n?|[\u2028\u2029]/g;

/**
 * Text as it is kept: NFC, every line end a line feed, without characters that show nothing and mean nothing. What `textFault` names
 * stays where it is.
 */
export const keptText = (text: string): string => {
  const lines = text.replace(lineEnd, '\n');
  if (!beyondPlain.test(lines)) return lines;
  return lines.replace(shapingOrMeaningless(), (_, shapes: string | undefined) => shapes ?? '').normalize('NFC');
};

/** Half a character or what stands for a broken one, control characters but tabs and line feeds, direction marks and other formatting, private and unassigned characters. */
const refused = onceNeeded(() => /[\ufffd\p{Cs}\p{Co}\p{Cn}\p{Bidi_C}[\p{Cc}--[\t\n]][\p{Cf}--[\u200c\u200d]]]/v);

const inLines = (): RegExp => /[\t\n]/;

/** No text symbol of trade (©, ®, ™) is meant. */
const emoji = onceNeeded(() => /[[\p{Extended_Pictographic}--[©®™]]\p{Regional_Indicator}\p{Emoji_Modifier}\u20e3]/v);

/** Of mail addresses and of markup, in every width. */
const addressSigns = (): RegExp => /[@<>＠＜＞﹫﹤﹥]/;

const faults = onceNeeded((): readonly (readonly [RegExp, string])[] => [
  [/[\ufffd\p{Cs}]/v, 'expected whole Unicode characters'],
  [/\p{Bidi_C}/v, 'expected no direction marks'],
  [/\p{Cc}/v, 'expected no control characters'],
  [/\p{Cf}/v, 'expected no formatting characters'],
  [/[\p{Co}\p{Cn}]/v, 'expected no private or unassigned characters'],
]);

const placed = (message: string, text: string, index: number): string => {
  const codePoint = text.codePointAt(index) as number;
  const position = [...text.slice(0, index)].length + 1;
  return `${message}: U+${codePoint.toString(16).toUpperCase().padStart(4, '0')} at character ${position}`;
};

/** What makes a kept text one that no field takes, with the character and its place; undefined for most. */
export const textFault = (text: string): string | undefined => {
  if (!beyondPlain.test(text)) return undefined;
  const index = text.search(refused());
  if (index < 0) return undefined;
  const character = String.fromCodePoint(text.codePointAt(index) as number);
  const [, message] = faults().find(([kind]) => kind.test(character)) as readonly [RegExp, string];
  return placed(message, text, index);
};

/** A text on one line of which everything shows, for what was kept before or typed by hand: what `keptText` takes out and `textFault` names is left out. */
export const visibleText = (text: string): string =>
  keptText(text)
    .replace(/[\t\n]/g, ' ')
    .replace(new RegExp(refused(), 'gv'), '')
    .normalize('NFC');

/** Text without the characters that a kind of field does not take; the fault names the first of them. */
const without = <S extends z.ZodType<string>>(schema: S, unwanted: () => RegExp, message: string) =>
  schema.superRefine((text, context) => {
    const index = text.search(unwanted());
    if (index >= 0) context.addIssue(placed(message, text, index));
  });

/** Text on one line, trimmed, 1 to `max` characters: titles, names of agencies and fees, who did something, why. */
export const Line = (max: number) =>
  without(z.string().trim().min(1).max(max), inLines, 'expected one line without tabs');

/** Text of several lines, trimmed, at most `max` characters: a note, a reason. */
export const Lines = (max: number) => z.string().trim().max(max);

/** What phones and mail programs make a link of, whatever stands behind it. */
const webAddress = (): RegExp => /:\/\/|(?<![\p{L}\p{N}])www\./iu;

/** What a message calls somebody or something: one line with a letter or digit in it, without emoji, `@`, `<`, `>` and web addresses; 1 to `max` characters. */
export const Name = (max: number) =>
  without(
    without(without(Line(max), emoji, 'expected no emoji'), addressSigns, 'expected no @, < or >'),
    webAddress,
    'expected no web address',
  ).refine((text) => /[\p{L}\p{N}]/u.test(text), 'expected a name');

/** The name of a person, a business or an office as a message greets it; at most 200 characters. */
export const FullName = () => Name(200);
