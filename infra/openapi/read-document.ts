import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isScalar, parseDocument, visit } from 'yaml';

/** The description that people write. */
const sourceFile = fileURLToPath(new URL('../../docs/openapi.yaml', import.meta.url));

/** The same as JSON, which is bundled with the pages and served at `/openapi.json`. */
export const bundledFile = fileURLToPath(new URL('../../functions/web/openapi/document.json', import.meta.url));

const refuse = (what: string): never => {
  throw new SyntaxError(`${what} is not for every reader: write $ref and allOf`);
};

/**
 * The document that a source amounts to, by the core schema of YAML 1.2, where every reader agrees.
 * Throws where it is not YAML, holds a key twice, or has a merge key (YAML 1.1 alone knows it) or an anchor (JSON has none).
 */
export const documentOf = (source: string): unknown => {
  const parsed = parseDocument(source, {
    version: '1.2',
    schema: 'core',
    merge: false,
    strict: true,
    uniqueKeys: true,
  });
  const faults: readonly Error[] = [...parsed.errors, ...parsed.warnings];
  if (faults[0]) throw faults[0];
  visit(parsed, {
    Alias: () => refuse('an alias'),
    Node: (_, node) => (node.anchor ? refuse('an anchor') : undefined),
    Pair: (_, { key }) => (isScalar(key) && key.value === '<<' ? refuse('a merge key') : undefined),
  });
  return parsed.toJS();
};

/** The document that docs/openapi.yaml amounts to; throws as `documentOf` does. */
export const sourceDocument = (): unknown => documentOf(readFileSync(sourceFile, 'utf8'));
