import { fileURLToPath } from 'node:url';

const ours = (part: string): string => fileURLToPath(new URL(`../shared/platform/${part}.ts`, import.meta.url));

/**
 * How a function becomes one file, for esbuild: CommonJS with the SDK in it, minified (docs/cost.md has the reasons). The CDK, the
 * local machine and the measurements all bundle by it. Two parts of the SDK are replaced by what functions need of them. fontkit opens
 * fonts in WOFF2 by half a megabyte of Brotli; ours are TrueType, and with Node's module in its place another would be an exception.
 */
export const bundleOptions = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  loader: { '.ttf': 'binary' } as Record<string, 'binary'>,
  mainFields: ['module', 'main'] as string[],
  alias: {
    '@aws-sdk/credential-provider-node': ours('environment-credentials'),
    '@smithy/core/event-streams': ours('no-event-streams'),
    'brotli/decompress.js': 'node:zlib',
  } as Record<string, string>,
} as const;
