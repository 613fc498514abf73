// The way in for every npm script. Plain JavaScript for the machine's own Node (20 or newer): it installs what is
// missing and hands over to the Node of package.json, so that everything else runs on the version that Lambda runs.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const bin = join(root, 'node_modules', '.bin');
const programs = {
  start: 'infra/local/start.ts',
  test: 'tests/run.ts',
  dev: 'infra/local/dev.ts',
  pades: 'functions/results/pades/cli.ts',
  bench: 'tests/bench/run.ts',
  mutation: 'tests/mutation/run.ts',
  pictures: 'tests/pictures.ts',
  deploy: 'infra/local/deploy-aws.ts',
  'operator-key': 'infra/local/operator-key.ts',
  'seal-request': 'infra/local/seal-request.ts',
};

const [command = '', ...args] = process.argv.slice(2);
if (!Object.hasOwn(programs, command)) stop(`Choose one of: ${Object.keys(programs).join(', ')}.`);
if (Number(process.versions.node.split('.')[0]) < 20) {
  stop(
    `motcua needs Node.js 20 or newer to begin with, and this is ${process.version}. Install it and run the command again.`,
  );
}
await install();
handOver(join(root, programs[command]), args);

/** Runs `npm ci` where node_modules is absent or was made from another lock file. */
async function install() {
  const stamp = join(root, 'node_modules', '.motcua-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock && runsTheRightNode()) return;
  if (isInstalledByHand() && runsTheRightNode()) return writeFileSync(stamp, lock);

  mkdirSync(join(root, '.local'), { recursive: true });
  const logFile = join(root, '.local', 'npm-ci.log');
  const log = openSync(logFile, 'w');
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  console.error('Installing the packages of package-lock.json (once, about half a minute) ...');
  const beat = setInterval(() => console.error(`  still installing, ${seconds()}`), 10_000);
  const npm = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', log, log],
    shell: process.platform === 'win32',
  });
  const code = await new Promise((resolve) => npm.on('error', () => resolve(-1)).on('exit', resolve));
  clearInterval(beat);
  if (code !== 0) stop(`npm ci failed; check the network connection. What it said is in ${logFile}.`);
  if (!runsTheRightNode()) {
    stop(
      `npm ci did not bring Node.js ${wantedNode()}: install scripts must be allowed for the packages "node" and "esbuild". See ${logFile}.`,
    );
  }
  writeFileSync(stamp, lock);
  console.error(`Packages installed in ${seconds()}.`);
}

/** A developer's own `npm install` counts as well, when it is younger than the lock file. */
function isInstalledByHand() {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  return existsSync(hidden) && statSync(hidden).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

function wantedNode() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.node;
}

function runsTheRightNode() {
  const asked = spawnSync(join(bin, 'node'), ['--version'], { encoding: 'utf8' });
  return asked.stdout?.trim() === `v${wantedNode()}`;
}

/** Runs the program with the terminal as its own, passes signals on and leaves with its exit code. */
function handOver(program, programArgs) {
  const env = { ...process.env, PATH: bin + delimiter + (process.env.PATH ?? '') };
  const child = spawn(join(bin, 'node'), [program, ...programArgs], { cwd: root, stdio: 'inherit', env });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // Ctrl-C reaches the child by itself, from the terminal; only an interrupt sent to this process alone is passed on.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  // npm passes no signal on when it is ended by force: then this process has another parent.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) {
    setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 1_000).unref();
  }
  child.on('error', (error) => stop(`Could not start ${program}: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
