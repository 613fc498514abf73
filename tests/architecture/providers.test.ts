import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CarrierKind } from '../../shared/kernel/message-carriers.ts';
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

const CARRIERS = 'shared/kernel/message-carriers.ts';

/** The files outside of a kind's folders whose code has its name; a permission of AWS is none. */
const namingKind = (kind: string): readonly string[] =>
  code
    .filter(({ path }) => !path.startsWith('infra/') && !path.includes(`/channels/${kind}/`))
    .filter(({ path }) => !path.includes(`/carriers/${kind}/`))
    .filter(({ text }) => new RegExp(`\\b${kind}\\b(?!:)`, 'i').test(text))
    .map(({ path }) => path);

test.each(CarrierKind.options)('a carrier of the kind %s is its folders and one line', (kind) => {
  for (const folder of ['notifications/channels', 'sandbox/carriers'])
    expect(globSync(`functions/${folder}/${kind}/*.ts`)).not.toEqual([]);
  expect(namingKind(kind)).toEqual([CARRIERS]);
});

test('no folder of a kind of carriers is without its line', () => {
  for (const folder of ['notifications/channels', 'sandbox/carriers']) {
    const folders = globSync(`functions/${folder}/*/`).map((path) => path.split('/').at(-1));
    expect(folders.sort()).toEqual([...CarrierKind.options].sort());
  }
});
