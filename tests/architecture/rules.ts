import { posix } from 'node:path';

/** A source file of the product: its path from the repository's root and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A rule that a file breaks, by the rule's name. */
export interface Violation {
  readonly rule: string;
  readonly path: string;
  readonly detail: string;
}

/** The layers, from the innermost outward, and those outside the product's own code. */
export type Layer =
  | 'kernel'
  | 'platform'
  | 'domain'
  | 'ports'
  | 'usecases'
  | 'adapters'
  | 'handlers'
  | 'contract'
  | 'command'
  | 'infra'
  | 'tests';

/** What each layer may import of the product. `platform` knows the kernel; adapters and handlers know everything inside. */
const mayImport: Readonly<Record<Layer, readonly Layer[]>> = {
  kernel: ['kernel'],
  platform: ['kernel', 'platform'],
  domain: ['kernel', 'domain'],
  ports: ['kernel', 'domain', 'ports'],
  usecases: ['kernel', 'domain', 'ports', 'usecases'],
  adapters: ['kernel', 'platform', 'domain', 'ports', 'usecases', 'adapters'],
  handlers: ['kernel', 'platform', 'domain', 'ports', 'usecases', 'adapters', 'handlers', 'contract'],
  contract: ['kernel', 'contract'],
  command: ['kernel', 'domain', 'command'],
  infra: ['kernel', 'platform', 'contract', 'infra'],
  tests: [
    'kernel',
    'platform',
    'domain',
    'ports',
    'usecases',
    'adapters',
    'handlers',
    'contract',
    'command',
    'infra',
    'tests',
  ],
};

/** Packages that the inner layers may import beside zod: what signs and draws is pure. */
const innerPackages = /^(zod|node:buffer|node:crypto|node:url|node:zlib|@cantoo\/(pdf-lib|fontkit)|uqr)$/;

const layerByFolder: readonly (readonly [RegExp, Layer])[] = [
  [/^shared\/kernel\//, 'kernel'],
  [/^shared\/platform\//, 'platform'],
  [/^functions\/results\/pades\/cli\.ts$/, 'command'],
  [/^functions\/results\/pades\/command\//, 'command'],
  [/^functions\/results\/pades\//, 'domain'],
  [/^functions\/[a-z]+\/domain\//, 'domain'],
  [/^functions\/web\/(pages|openapi)\//, 'domain'],
  [/^functions\/[a-z]+\/([a-z]+-)?ports\.ts$/, 'ports'],
  [/^functions\/[a-z]+\/usecases\//, 'usecases'],
  [/^functions\/[a-z]+\/(adapters|providers|channels|carriers)\//, 'adapters'],
  [/^functions\/[a-z]+\/handlers\//, 'handlers'],
  [/^functions\/[a-z]+\/contract\.ts$/, 'contract'],
  [/^infra\//, 'infra'],
  [/^tests\//, 'tests'],
  [/^vitest\.config\.ts$/, 'tests'],
];

/** The layer that a path says; undefined where it says none. */
export const layerOf = (path: string): Layer | undefined => layerByFolder.find(([pattern]) => pattern.test(path))?.[1];

const capabilityOf = (path: string): string | undefined => /^functions\/([a-z]+)\//.exec(path)?.[1];

interface Import {
  readonly target: string;
}

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

/** What a file imports, relative paths resolved from the repository's root. */
export const importsOf = ({ path, text }: SourceFile): readonly Import[] => {
  const found = [
    ...withoutComments(text).matchAll(
      /^\s*(?:import|export)\s+(?:type\s+)?(?:[\w*{][^;'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm,
    ),
    ...withoutComments(text).matchAll(/\bimport\(\s*['"`]([^'"`]+)['"`]/g),
  ];
  return found.map(([, target = '']) => ({
    target: target.startsWith('.')
      ? posix.normalize(posix.join(posix.dirname(path), target.replace(/\$\{\w+\}/g, 'any')))
      : target,
  }));
};

/** What reaches another machine: a client of AWS, `fetch`, a request or socket of Node's own. */
const outgoing =
  /\bnew \w+Client\(|\bfetch\(|import \{[^}]*\b(?:request|get|Agent|connect|createConnection|Socket)\b[^}]*\} from 'node:\w+'/g;

/** Those that show and end what several capabilities know (ADR 0001): they call the use cases of others. */
export const callsOthers: readonly (string | undefined)[] = ['web', 'desk'];

/** What payment providers and message carriers say of themselves and of their samples, for whoever sets up, shows or plays them. */
const saysOfProviders = (target: string): boolean =>
  /^functions\/((payments\/providers|notifications\/channels)\/(manifests|[a-z_]+\/manifest)|sandbox\/(providers|carriers)\/[a-z_]+\/sample)\.ts$/.test(
    target,
  );

type Rule = (file: SourceFile) => readonly string[];

const product = (path: string): boolean => /^(shared|functions)\//.test(path);
const inner = (layer: Layer | undefined): boolean =>
  layer === 'kernel' || layer === 'domain' || layer === 'ports' || layer === 'usecases';
const isLocal = (target: string): boolean => /^(shared|functions|infra|tests)\//.test(target);

/** Every rule of the tree by its name: the faults of one file. */
export const rules: Readonly<Record<string, Rule>> = {
  'every file has a layer': ({ path }) => (layerOf(path) ? [] : ['its folder says no layer']),

  'imports point inward': (file) => {
    const from = layerOf(file.path);
    return importsOf(file).flatMap(({ target }) => {
      const to = layerOf(target);
      if (!from || !to || !isLocal(target)) return [];
      if (saysOfProviders(target)) return [];
      if (from === 'infra' && file.path.startsWith('infra/openapi/')) return [];
      return mayImport[from].includes(to) ? [] : [`${from} imports ${to}: ${target}`];
    });
  },

  'a capability never imports another': (file) => {
    const own = capabilityOf(file.path);
    if (!own) return [];
    return importsOf(file).flatMap(({ target }) => {
      const other = capabilityOf(target);
      return other && other !== own && !callsOthers.includes(own) && !saysOfProviders(target) ? [target] : [];
    });
  },

  'the inner layers import no package but zod': (file) =>
    inner(layerOf(file.path))
      ? importsOf(file).flatMap(({ target }) => (isLocal(target) || innerPackages.test(target) ? [] : [target]))
      : [],

  'the inner layers have no clock and no chance': ({ path, text }) =>
    inner(layerOf(path))
      ? [
          ...withoutComments(text).matchAll(/\b(Date\.now|new Date\(\)|Math\.random|setTimeout|performance\.now)\b/g),
        ].map(([found]) => found)
      : [],

  'exceptions are caught only at the edges': ({ path, text }) =>
    ['kernel', 'ports', 'usecases'].includes(layerOf(path) ?? '') && /\bcatch\s*[({]/.test(withoutComments(text))
      ? ['catch']
      : [],

  "DynamoDB is the ledger's alone": (file) =>
    product(file.path) && !file.path.startsWith('shared/platform/')
      ? importsOf(file).flatMap(({ target }) =>
          /^@aws-sdk\/(lib-dynamodb|util-dynamodb)$/.test(target) ? [target] : [],
        )
      : [],

  'nothing in the product knows an emulator': ({ path, text }) =>
    product(path) ? [...text.matchAll(/localstack|ministack|AWS_ENDPOINT_URL/gi)].map(([found]) => found) : [],

  'every call to another machine has an end': ({ path, text }) =>
    product(path) && !/^shared\/platform\/(aws-clients|outgoing-http)\.ts$/.test(path)
      ? [...withoutComments(text).matchAll(outgoing)].map(([call]) => call)
      : [],

  'a handler has at most 60 lines': ({ path, text }) =>
    layerOf(path) === 'handlers' && lines(text) > 60 ? [`${lines(text)} lines`] : [],

  'a file has at most 400 lines': ({ path, text }) =>
    lines(text) > 400 && !/(official-days|openapi\/document)\.ts$/.test(path) ? [`${lines(text)} lines`] : [],

  'zod is imported whole': ({ path, text }) =>
    !path.startsWith('tests/architecture/') && /import\s+\{[^}]*\}\s+from\s+['"]zod['"]/.test(text)
      ? ["import * as z from 'zod'"]
      : [],

  'no default exports': ({ path, text }) =>
    /^export default\b/m.test(withoutComments(text)) && path !== 'vitest.config.ts' ? ['export default'] : [],

  'no barrels': ({ text }) => (/^export (\*|\{[^}]*\}) from /m.test(withoutComments(text)) ? ['re-export'] : []),

  'folders say what is in them': ({ path }) =>
    path.split('/').filter((part) => /^(utils?|helpers?|common|types|misc|lib)(\.ts)?$/.test(part)),

  'tests inject, they patch no module': ({ path, text }) =>
    path.startsWith('tests/') && !path.startsWith('tests/architecture/')
      ? [...text.matchAll(/\bvi\.(mock|doMock|hoisted)\(|\bjest\b/g)].map(([found]) => found)
      : [],
};

const lines = (text: string): number => text.trimEnd().split('\n').length;

/** What is broken in the files, each with the rule's name. */
export const violations = (files: readonly SourceFile[]): readonly Violation[] =>
  files.flatMap((file) =>
    Object.entries(rules).flatMap(([rule, check]) => check(file).map((detail) => ({ rule, path: file.path, detail }))),
  );
