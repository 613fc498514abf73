import { answers, findPython, javaVersion } from '../toolchain.ts';
import type { Emulator } from './emulator.ts';
import { localstackInDocker } from './localstack-docker.ts';
import { localstackOnHost } from './localstack-host.ts';

/** LocalStack in the way that this machine can run it, or the sentence that says what is missing. */
export async function findLocalstack(): Promise<{ emulator: Emulator } | { missing: string }> {
  if (await answers('docker', 'version', '--format', '{{.Server.Version}}')) return { emulator: localstackInDocker() };
  const [python, java, maven] = await Promise.all([findPython(13, 13), javaVersion(), answers('mvn', '-version')]);
  const missing = [
    ...(python ? [] : ['Python 3.13']),
    ...((java ?? 0) >= 17 ? [] : ['Java 17 or newer']),
    ...(maven ? [] : ['Maven']),
  ];
  if (python && missing.length === 0) return { emulator: localstackOnHost(python) };
  return { missing: `LocalStack needs a Docker engine, or else ${missing.join(' and ')}` };
}
