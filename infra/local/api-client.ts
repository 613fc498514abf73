import { PlainError } from './plain-error.ts';

/** Calls the API as a back office would. */
export interface ApiClient {
  /** @throws PlainError when the answer is no success. */
  send(
    key: string,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Record<string, unknown>>;
}

/** The API of the stack behind a front door. */
export function apiClient(frontDoor: string): ApiClient {
  return {
    async send(key, method, path, body, headers = {}) {
      const response = await fetch(`${frontDoor}${path}`, {
        method,
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(60_000),
      });
      const text = await response.text();
      if (!response.ok) {
        throw new PlainError(
          `${method} ${path} answered ${response.status} while samples were made: ${text.slice(0, 300)}`,
        );
      }
      return JSON.parse(text) as Record<string, unknown>;
    },
  };
}
