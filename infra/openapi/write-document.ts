import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { bundledFile, sourceDocument } from './read-document.ts';

// Run after a change of docs/openapi.yaml: npm exec -- node infra/openapi/write-document.ts
writeFileSync(bundledFile, JSON.stringify(sourceDocument(), null, 2));
execFileSync('biome', ['format', '--write', bundledFile], { stdio: 'inherit' });
