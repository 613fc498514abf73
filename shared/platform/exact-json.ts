/** Integers beyond 2^53, which a double would round, as the text that stands there. */
const exactly = (_: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) ? context?.source : value;

/** The JSON in a text, in which numbers too large to be exact are their text; undefined where there is none. */
export const exactJson = (text: string): unknown => {
  try {
    return JSON.parse(text, exactly) as unknown;
  } catch {
    return undefined;
  }
};
