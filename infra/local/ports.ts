import { createServer } from 'node:net';

/** Whether nothing listens on this port of this machine. An address that the machine does not have (IPv6) is free. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(isAddressAbsent(error)));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** The first base port, counted from `from` in steps of 100, at which this port and its 60 neighbours look free. */
export async function freeBasePort(from: number): Promise<number> {
  for (let base = from; base < 65_000; base += 100) {
    const free = await Promise.all([0, 10, 60].map((offset) => isPortFree(base + offset)));
    if (free.every(Boolean)) return base;
  }
  throw new Error(`no free port from ${from} on`);
}

/** Whether listening failed because the machine lacks the address, as one without IPv6 lacks `::1`. */
export function isAddressAbsent(error: unknown): boolean {
  return ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes((error as NodeJS.ErrnoException).code ?? '');
}
