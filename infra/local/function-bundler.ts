import { createHash } from 'node:crypto';
import { type LambdaClient, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { type BuildContext, context } from 'esbuild';
import { repository } from './folders.ts';
import { zipOf } from './zip.ts';

/** A function of the running stack and the file that its code is made from. */
export interface Handler {
  readonly name: string;
  readonly functionName: string;
  readonly entry: string;
}

/** Bundles handlers as the CDK does and puts those on the stack whose bundle has changed since the last look. */
export class FunctionBundler {
  readonly #lambda: LambdaClient;
  readonly #handlers: readonly Handler[];
  readonly #builds = new Map<string, BuildContext>();
  readonly #known = new Map<string, string>();

  constructor(lambda: LambdaClient, handlers: readonly Handler[]) {
    this.#lambda = lambda;
    this.#handlers = handlers;
  }

  /** Bundles everything once, so that later looks know what has changed. */
  async remember(): Promise<void> {
    for (const handler of this.#handlers) {
      const bundle = await this.#bundled(handler);
      this.#known.set(handler.name, digestOf(bundle));
    }
  }

  /** Names of the functions that were updated. @throws Error when a handler does not bundle; what it says is for reading. */
  async updateChanged(): Promise<string[]> {
    const updated: string[] = [];
    for (const handler of this.#handlers) {
      const bundle = await this.#bundled(handler);
      const digest = digestOf(bundle);
      if (this.#known.get(handler.name) === digest) continue;
      const ZipFile = zipOf([{ name: 'index.js', content: bundle }]);
      await this.#lambda.send(new UpdateFunctionCodeCommand({ FunctionName: handler.functionName, ZipFile }));
      this.#known.set(handler.name, digest);
      updated.push(handler.name);
    }
    return updated;
  }

  async dispose(): Promise<void> {
    for (const build of this.#builds.values()) await build.dispose();
    this.#lambda.destroy();
  }

  async #bundled({ name, entry }: Handler): Promise<Uint8Array> {
    let build = this.#builds.get(name);
    if (!build) {
      build = await context({
        entryPoints: [entry],
        absWorkingDir: repository,
        bundle: true,
        minify: true,
        platform: 'node',
        target: 'node24',
        format: 'cjs',
        mainFields: ['module', 'main'],
        write: false,
        logLevel: 'silent',
      });
      this.#builds.set(name, build);
    }
    const { outputFiles } = await build.rebuild();
    const code = outputFiles?.[0]?.contents;
    if (!code) throw new Error(`${entry} bundles to nothing`);
    return code;
  }
}

function digestOf(bundle: Uint8Array): string {
  return createHash('sha256').update(bundle).digest('hex');
}
