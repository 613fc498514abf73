import { vi } from 'vitest';
import { alarmEvents } from '../../shared/kernel/alarms.ts';
import { flushMetrics } from '../../shared/platform/observability.ts';

type Line = Readonly<Record<string, unknown>>;

/** The lines that an action writes, log lines and metrics, as the log keeps them: parsed JSON. */
export const logged = async (act: () => unknown): Promise<readonly Line[]> => {
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

/** The names of the events that lines count for alarms, one for each occurrence. */
const countedIn = (lines: readonly Line[]): readonly string[] =>
  lines.filter(({ _aws }) => _aws).flatMap((line) => Object.keys(alarmEvents).filter((event) => line[event] === 1));

/** The error lines that an action writes. Throws where one of them is not counted for its alarm, or something else is. */
export const alarmed = async (act: () => unknown): Promise<readonly Line[]> => {
  const lines = await logged(act);
  const errors = lines.filter(({ level }) => level === 'ERROR');
  const [told, counted] = [errors.map(({ message }) => message).join(), countedIn(lines).join()];
  if (told !== counted) throw new Error(`told "${told}", but counted "${counted}"`);
  return errors;
};
