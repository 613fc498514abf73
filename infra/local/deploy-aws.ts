import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repository } from './folders.ts';
import { PlainError, runCommand } from './plain-error.ts';

/** `npm run deploy -- --stage test [--context name=value ...]`: the CDK app to AWS, with the credentials at hand. */
async function main(): Promise<number> {
  const { values, positionals } = parsed();
  if (values.stage !== 'test' && values.stage !== 'production') {
    throw new PlainError(
      'Say where to: npm run deploy -- --stage test, or --stage production --context publicOrigin=https://...',
    );
  }
  if (process.env.AWS_ENDPOINT_URL) {
    throw new PlainError('AWS_ENDPOINT_URL is set, so this would not reach AWS: unset it, or use "npm start".');
  }
  const context = [`stage=${values.stage}`, ...(values.context ?? [])].flatMap((pair) => ['-c', pair]);
  const args = [values.diff ? 'diff' : 'deploy', '--all', ...context, ...positionals];
  console.log(`cdk ${args.join(' ')}`);
  const cdk = spawn(join(repository, 'node_modules', '.bin', 'cdk'), args, { cwd: repository, stdio: 'inherit' });
  // Ctrl-C belongs to the CDK, which then says what it leaves behind.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => cdk.kill('SIGTERM'));
  return new Promise((resolve) => cdk.on('error', () => resolve(1)).on('exit', (code) => resolve(code ?? 1)));
}

function parsed() {
  try {
    return parseArgs({
      options: {
        stage: { type: 'string' },
        context: { type: 'string', multiple: true, short: 'c' },
        diff: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new PlainError(`${(error as Error).message} Options of the CDK go after a second --.`);
  }
}

await runCommand(main);
