/** 31 digits and capital letters, a prime number of them: without 0 and O, 1, I and L, which people take for one another. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** What a memo begins with, so that it is found among other words: no Vietnamese word has a W. */
const PREFIX = 'MCW';

/** A memo's characters, the prefix and the check character among them. The 12 between are 59 bits. */
const LENGTH = 16;

/** A memo of ours has this form; its last character must fit as well. */
const FORM = new RegExp(`^${PREFIX}[${ALPHABET}]{${LENGTH - PREFIX.length}}$`);

/** So many characters of a transfer's content are read, whoever wrote it. */
const READ = 500;

/** So many near memos are named at most, so that a few batches of reads can look for them. */
const MOST_NEAR = 64;

const places = new Map([...ALPHABET].map((character, place) => [character, place]));

/**
 * The remainder of a sum as in the pure systems of ISO/IEC 7064, with modulus 31 and radix 3: each character counts by a power of 3. As
 * 31 is prime a changed character changes it, and so do two that change places, next to each other or up to 29 apart, since the powers
 * of 3 up to there differ. A modulus as large as the alphabet has no check character beyond it.
 */
const remainderOf = (characters: string): number =>
  [...characters].reduce((sum, character) => (sum * 3 + (places.get(character) ?? 0)) % 31, 0);

/** The character that leaves no remainder behind the others. */
const checkOf = (others: string): string => ALPHABET[(31 - remainderOf(`${others}2`)) % 31] ?? '';

/** True where a text is a memo: its form, and its check character. */
export const isMemo = (text: string): boolean => FORM.test(text) && remainderOf(text) === 0;

/**
 * The memo by which a bank transfer names its order: 16 characters, `MCW`, then 59 bits of the token, then a check character that finds
 * every wrong character and every swap. The token is letters and digits, unguessable.
 */
export function memoOf(token: string): string {
  let number = [...token].reduce((sum, digit) => sum * 37n + BigInt(Number.parseInt(digit, 36) + 1), 0n);
  let random = '';
  while (random.length < LENGTH - PREFIX.length - 1) {
    random += ALPHABET[Number(number % 31n)];
    number /= 31n;
  }
  const others = PREFIX + random;
  return others + checkOf(others);
}

/** What is left of a content where case, accents, blanks, signs and widths do not matter. */
const plain = (content: string): string =>
  content
    .slice(0, READ)
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');

/** Every stretch of so many characters of a text. */
const stretches = (text: string, length: number): readonly string[] =>
  Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) => text.slice(at, at + length));

/** Every memo in a transfer's content, each once, whatever the case, blanks, splits and signs in it and whatever stands around it. */
export const memosIn = (content: string): readonly string[] => [
  ...new Set(stretches(plain(content), LENGTH).filter(isMemo)),
];

/** What a stretch begins with from which one character makes a memo: the prefix, whole or with one wrong, missing or put in. */
const NEAR_PREFIX = /^(?:MC|M.?W|.?CW|.MCW|M.CW)/;

const nearStretches = (text: string, length: number): readonly string[] =>
  stretches(text, length).filter((stretch) => NEAR_PREFIX.test(stretch));

/** Every text that one more character makes of another, at any place of it, where so many of its own make room: 1 or none. */
const withOne = (text: string, room: 0 | 1): readonly string[] =>
  Array.from({ length: text.length + 1 - room }, (_, at) =>
    [...ALPHABET].map((character) => text.slice(0, at) + character + text.slice(at + room)),
  ).flat();

const withoutOne = (text: string): readonly string[] =>
  Array.from(text, (_, at) => text.slice(0, at) + text.slice(at + 1));

/** What a payer may have meant who wrote one character wrong, left one out, or put one in. */
function* meantBy(content: string): Generator<string> {
  const text = plain(content);
  for (const stretch of nearStretches(text, LENGTH)) yield* withOne(stretch, 1);
  for (const stretch of nearStretches(text, LENGTH - 1)) yield* withOne(stretch, 0);
  for (const stretch of nearStretches(text, LENGTH + 1)) yield* withoutOne(stretch);
}

/**
 * The memos that a content has but for one character wrong, missing or put in, without those that it has; at most 64, those with one
 * wrong first. They fit by their check character, and of about thirty one is meant.
 */
export function nearMemos(content: string): readonly string[] {
  const there = new Set(memosIn(content));
  const near = new Set<string>();
  for (const text of meantBy(content)) {
    if (near.size === MOST_NEAR) break;
    if (!there.has(text) && isMemo(text)) near.add(text);
  }
  return [...near];
}
