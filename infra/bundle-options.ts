/**
 * How a function becomes one file, for esbuild: CommonJS with the SDK in it, minified (docs/cost.md has the reasons). The CDK, the
 * local machine and the measurements all bundle by it.
 */
export const bundleOptions = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'] as string[],
} as const;
