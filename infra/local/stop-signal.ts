/** Resolves once this process is asked to end: Ctrl-C, a signal, or the program that started it going away. */
export function onceAskedToStop(): Promise<'asked'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve('asked'));
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) resolve('asked');
    }, 1_000).unref();
  });
}
