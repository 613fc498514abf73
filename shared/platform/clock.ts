/** The real time. Functions take it as an argument, so that tests can hand them any moment. */
export const systemClock = (): number => Date.now();
