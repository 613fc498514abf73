const isLarge = (value: unknown): boolean => Number.isInteger(value) && !Number.isSafeInteger(value);

/** Walks without lists of names or values: this is read of every message. */
function holdsLarge(value: unknown): boolean {
  if (typeof value === 'number') return isLarge(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsLarge);
  const fields = value as Readonly<Record<string, unknown>>;
  for (const name in fields) if (holdsLarge(fields[name])) return true;
  return false;
}

/** Integers beyond 2^53, which a double would round, as the text that stands there. */
const exactly = (_: string, value: unknown, context?: { readonly source?: string }): unknown =>
  isLarge(value) ? context?.source : value;

/** The JSON in a text, in which numbers too large to be exact are their text; undefined where there is none. */
export const exactJson = (text: string): unknown => {
  try {
    const read: unknown = JSON.parse(text);
    // Reading with the source of each value costs ten times as much, and is seldom needed.
    return holdsLarge(read) ? (JSON.parse(text, exactly) as unknown) : read;
  } catch {
    return undefined;
  }
};
