import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<AbortSignal>();

/** Work took longer than it was given, and was left. */
export class OutOfTime extends Error {
  constructor(ms: number) {
    super(`given up after ${Math.round(ms)} ms`);
    this.name = 'OutOfTime';
  }
}

/** Aborted once the work at hand was given up; undefined where nothing limits it. */
export const givenUp = (): AbortSignal | undefined => current.getStore();

/**
 * Waits for work at most so many milliseconds, then throws `OutOfTime`. Work that was given up is not stopped, but it calls nothing
 * any more: neither a client of AWS nor anything over HTTP starts a call for it, not even when a frozen function wakes up again.
 */
export const withinTime = async <T>(ms: number, work: () => Promise<T>): Promise<T> => {
  const giveUp = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const outOfTime = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const reason = new OutOfTime(ms);
      giveUp.abort(reason);
      reject(reason);
    }, ms);
  });
  try {
    return await Promise.race([current.run(giveUp.signal, work), outOfTime]);
  } finally {
    clearTimeout(timer);
  }
};
