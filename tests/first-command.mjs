// The README's first command as a newcomer meets it: as it stands there, at its defaults, in this clone. Plain JavaScript for
// the machine's own Node, since nothing is installed yet. Once the stack is ready one dossier goes through it, from
// registration through a payment to a downloaded result; then Ctrl-C, which must leave neither a process nor a port.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const READY_LIMIT_MS = 300_000;
const END_LIMIT_MS = 15_000;
const root = fileURLToPath(new URL('..', import.meta.url));

const command = /^```\w*\n(\S[^\n#]*)/m.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1]?.trim();
if (!command) fail('README.md has no first command');

const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(MOTCUA_|AWS_|CI$|NIGHTLY$)/.test(name)),
);
const started = performance.now();
const seconds = (since) => `${Math.round((performance.now() - since) / 1000)} s`;

console.log(`$ ${command}`);
const shell = spawn('bash', ['-c', command], { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
const ended = new Promise((resolve) => shell.on('exit', resolve));
let said = '';
shell.stdout.on('data', (chunk) => {
  said += chunk;
  process.stdout.write(chunk);
});
// Whatever happens here, nothing of it goes on.
process.on('exit', () => {
  for (const pid of [...family(), shell.pid]) signal(pid, 'SIGKILL');
});

while (!said.includes('motcua is ready')) {
  if (shell.exitCode !== null) fail(`"${command}" ended by itself`);
  if (performance.now() - started > READY_LIMIT_MS) fail(`"${command}" was not ready after ${READY_LIMIT_MS / 1000} s`);
  await sleep(200);
}
const stack = JSON.parse(readFileSync(join(root, '.local', 'stack.json'), 'utf8'));

const journey = spawnSync(
  join(root, 'node_modules', '.bin', 'node'),
  ['node_modules/vitest/vitest.mjs', 'run', 'tests/e2e/journey.test.ts'],
  {
    cwd: root,
    env: { ...process.env, MOTCUA_STACK: join(root, '.local', 'stack.json') },
    stdio: 'inherit',
  },
);
if (journey.status !== 0) fail('a dossier did not get through the stack');

const asked = performance.now();
const ours = [shell.pid, ...family()];
process.kill(-shell.pid, 'SIGINT'); // as a terminal does, to every process of the group
await Promise.race([ended, sleep(END_LIMIT_MS)]);
while (ours.some(isAlive) && performance.now() - asked < END_LIMIT_MS) await sleep(100);
const left = ours.filter(isAlive);
if (left.length > 0) fail(`${left.length} processes are left ${seconds(asked)} after Ctrl-C`);
for (const address of [stack.frontDoor, stack.endpointUrl])
  if (await answers(address)) fail(`${address} still answers after Ctrl-C`);
console.log(
  `\nThe first command works: one dossier from registration to download, ended clean after ${seconds(started)}.`,
);

/** Every process that descends from the shell. */
function family() {
  const parents = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const found = [shell.pid];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found.slice(1);
}

function isAlive(pid) {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // it has ended by itself
  }
}

function answers(address) {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    const socket = createConnection({ host: hostname, port: Number(port) }, () => resolve(true));
    socket.on('connect', () => socket.destroy());
    socket.on('error', () => resolve(false));
  });
}

function fail(reason) {
  console.error(`\n${reason}`);
  process.exit(1);
}
