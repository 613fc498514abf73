import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { emulatorForStart } from './emulators/choose.ts';
import { homeFolder } from './folders.ts';
import { bringUp } from './local-stack.ts';
import { PlainError, runCommand } from './plain-error.ts';
import { secondsText, step } from './progress.ts';
import { onceAskedToStop } from './stop-signal.ts';

/** `npm start`: the whole stack on this machine until Ctrl-C. */
async function main(): Promise<number> {
  const started = performance.now();
  const { frontDoorPort, emulatorPort } = options();
  const home = homeFolder();
  const asked = onceAskedToStop();
  const { emulator, why } = await emulatorForStart();
  console.log(`motcua on ${emulator.title} (${why}), data in ${home}\n`);

  const bringing = bringUp({ emulator, home, frontDoorPort, emulatorPort, persist: true, stage: 'local' });
  const first = await Promise.race([bringing, asked]);
  if (typeof first === 'string') return 130; // interrupted before it was up: whatever was started ends with this process
  const { stack, links, file, emulator: running, stop } = first;

  const door = stack.frontDoor;
  const shown = [
    ['Look up a dossier', `${door}/`],
    ...links.map(({ label, url }) => [label, url]),
    ['Phone and mailbox of the sandbox', `${door}/sandbox`],
    ['API description', `${door}/openapi.json`],
    ['Keys, functions, tables', file],
  ];
  console.log(`\n${shown.map(([label, url]) => `  ${label}: ${url}`).join('\n')}\n`);
  console.log(`motcua is ready (${secondsText(performance.now() - started)}; Ctrl-C ends it)`);

  const ending = await Promise.race([asked, running.lost]);
  const lost = ending !== 'asked';
  if (lost) console.error(`\n${ending} Run "npm start" again.`);
  console.log('');
  await step('Stop', () => Promise.race([stop(), sleep(13_000)]));
  return lost ? 1 : 0;
}

function options(): { frontDoorPort: number; emulatorPort: number } {
  try {
    const { values } = parseArgs({
      options: { port: { type: 'string', default: '8080' }, 'emulator-port': { type: 'string', default: '4566' } },
    });
    return { frontDoorPort: portIn(values.port), emulatorPort: portIn(values['emulator-port']) };
  } catch (error) {
    if (error instanceof PlainError) throw error;
    throw new PlainError('Use: npm start -- [--port 8080] [--emulator-port 4566]');
  }
}

function portIn(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_000) return port;
  throw new PlainError(`"${text}" is not a port between 1 and 65000.`);
}

await runCommand(main);
