import { vi } from 'vitest';
import { flushMetrics } from '../../shared/platform/observability.ts';

/** The lines that an action writes, log lines and metrics, as the log keeps them: parsed JSON. */
export const logged = async (act: () => unknown): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const lines: string[] = [];
  const spies = (['log', 'info', 'warn', 'error'] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((line: unknown) => {
      lines.push(String(line));
    }),
  );
  try {
    await act();
    flushMetrics();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return lines.map((line) => JSON.parse(line));
};
