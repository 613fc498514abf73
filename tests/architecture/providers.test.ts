import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { KnownProvider } from '../../shared/kernel/payment-providers.ts';

const LIST = 'shared/kernel/payment-providers.ts';

const code = globSync('{functions,shared,infra}/**/*.ts').map((path) => ({
  path,
  // VietQR is also the standard of the codes that several providers show.
  text: readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\/|\(VietQR\)/g, ''),
}));

/** The files outside of a provider's folders whose code has its name. */
const naming = (name: string): readonly string[] =>
  code
    .filter(({ path }) => !path.includes(`/providers/${name}/`))
    .filter(({ text }) => new RegExp(`\\b${name}\\b`, 'i').test(text))
    .map(({ path }) => path);

test.each(KnownProvider.options)('%s is its folders and one line', (name) => {
  for (const folder of ['payments', 'sandbox'])
    expect(globSync(`functions/${folder}/providers/${name}/*.ts`)).not.toEqual([]);
  expect(naming(name)).toEqual([LIST]);
});

test('no folder of a provider is without its line', () => {
  for (const folder of ['payments', 'sandbox']) {
    const folders = globSync(`functions/${folder}/providers/*/`).map((path) => path.split('/').at(-1));
    expect(folders.sort()).toEqual([...KnownProvider.options].sort());
  }
});
