const PAUSE_MS = 500;

/** Waits half a second. */
export const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
