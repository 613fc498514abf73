/** The JSON in a text, or in bytes of UTF-8; undefined where there is none. */
export const jsonIn = (text: string | Uint8Array): unknown => {
  try {
    return JSON.parse(typeof text === 'string' ? text : Buffer.from(text).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
};
