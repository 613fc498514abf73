/** An answer is at most this many characters. */
const MAX_CHARACTERS = 64 * 1024;

/** Posts JSON and answers the JSON of a 2xx; undefined where there was none in time, whatever the reason. */
export type PostJson = (url: string, body: unknown) => Promise<unknown>;

/** Posts over HTTP and waits at most so many milliseconds; redirects are not followed. */
export const postJsonWithin =
  (timeoutMs: number): PostJson =>
  async (url, body) => {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await answer.text();
      return answer.ok && text.length <= MAX_CHARACTERS ? (JSON.parse(text) as unknown) : undefined;
    } catch {
      // Unreachable, slow or not JSON: for who asked it is all the same, no answer, and it will ask again.
      return undefined;
    }
  };
