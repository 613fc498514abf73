import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';

/** What `.local/stack.json` tells a person, a test or a tool about the running stack. */
export const Stack = z.object({
  frontDoor: z.string(),
  endpointUrl: z.string(),
  region: z.string(),
  apiKeys: z.object({ backOffice: z.string(), portal: z.string(), operator: z.string(), otherBackOffice: z.string() }),
  agencies: z.object({ main: z.string(), other: z.string() }),
  merchants: z.record(z.string(), z.object({ merchant: z.string(), credentials: z.record(z.string(), z.string()) })),
  functions: z.record(z.string(), z.string()),
  outputs: z.record(z.string(), z.string()),
});
export type Stack = z.infer<typeof Stack>;

/** Where a home folder keeps its stack file. */
export function stackFile(home: string): string {
  return join(home, 'stack.json');
}

/** The stack that a file describes; undefined where it is missing or not readable as one. */
export async function readStack(file: string): Promise<Stack | undefined> {
  try {
    return Stack.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Writes the file in one go and for this user alone, since it holds API keys. */
export async function writeStack(file: string, stack: Stack): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.tmp`, `${JSON.stringify(stack, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.tmp`, file);
}

/** The functions that the outputs name: `FunctionDeadlineSweep` gives `deadlineSweep`. */
export function functionsOf(outputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(outputs)
      .filter(([name]) => /^Function[A-Z]/.test(name))
      .map(([name, value]) => [name.charAt(8).toLowerCase() + name.slice(9), value]),
  );
}
