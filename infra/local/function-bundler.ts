import { createHash } from 'node:crypto';
import { type LambdaClient, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { type BuildContext, context } from 'esbuild';
import { bundleOptions } from '../bundle-options.ts';
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
  /** Changed files that not every function has taken in yet. */
  readonly #pending = new Set<string>();
  /** The files that each bundle was last made from; none where it could not be made. */
  readonly #inputs = new Map<string, ReadonlySet<string>>();

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

  /**
   * Puts those functions on the stack whose bundles are made from one of these files (paths in the repository) and differ
   * now; answers their names. @throws Error when a handler does not bundle; what it says is for reading.
   */
  async updateChanged(files: ReadonlySet<string>): Promise<string[]> {
    for (const file of files) this.#pending.add(file);
    const updated: string[] = [];
    for (const handler of this.#handlers) {
      const inputs = this.#inputs.get(handler.name);
      if (inputs && ![...this.#pending].some((file) => inputs.has(file))) continue;
      const bundle = await this.#bundled(handler);
      const digest = digestOf(bundle);
      if (this.#known.get(handler.name) === digest) continue;
      const ZipFile = zipOf([{ name: 'index.js', content: bundle }]);
      await this.#lambda.send(new UpdateFunctionCodeCommand({ FunctionName: handler.functionName, ZipFile }));
      this.#known.set(handler.name, digest);
      updated.push(handler.name);
    }
    this.#pending.clear();
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
        ...bundleOptions,
        write: false,
        metafile: true,
        logLevel: 'silent',
      });
      this.#builds.set(name, build);
    }
    this.#inputs.delete(name);
    const { outputFiles, metafile } = await build.rebuild();
    this.#inputs.set(name, new Set(Object.keys(metafile?.inputs ?? {})));
    const code = outputFiles?.[0]?.contents;
    if (!code) throw new Error(`${entry} bundles to nothing`);
    return code;
  }
}

function digestOf(bundle: Uint8Array): string {
  return createHash('sha256').update(bundle).digest('hex');
}
