import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** The description that people write. */
export const sourceFile = fileURLToPath(new URL('../../docs/openapi.yaml', import.meta.url));

/** The same as JSON, which is bundled with the pages and served at `/openapi.json`. */
export const bundledFile = fileURLToPath(new URL('../../functions/web/openapi/document.json', import.meta.url));

/** The document that the source amounts to. Throws where it is not YAML. */
export const sourceDocument = (): unknown => parse(readFileSync(sourceFile, 'utf8'), { merge: true });
