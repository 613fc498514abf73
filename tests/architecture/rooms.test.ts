import { globSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { FunctionContract } from '../../shared/kernel/contract.ts';
import { callsOthers } from './rules.ts';

const reads = ['dynamodb:GetItem', 'dynamodb:Query'];

/** What any capability may read of another's table (ADR 0001): a dossier's card; agencies and API keys. */
const readByAll: readonly string[] = ['dossiersTable', 'installationTable'];

/** What else reaches into another's table. `web` and `desk` call the use cases of others, with their grants. */
const crossings: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  dossiers: { erasuresTable: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Scan'] },
  installation: {
    paymentsTable: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
    notificationsTable: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
    epochOfEveryTable: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    resultsTable: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
  },
  sandbox: {
    paymentsTable: ['dynamodb:GetItem', 'dynamodb:Scan'],
    notificationsTable: ['dynamodb:GetItem', 'dynamodb:Query'],
  },
  // The recount compares what heads tell with its rows (ADR 0046).
  figures: {
    dossiersTable: ['dynamodb:Scan'],
    paymentsTable: ['dynamodb:Scan'],
    notificationsTable: ['dynamodb:Scan'],
  },
  // The authorities of time stamps that the sandbox plays keep there what they do.
  results: { sandboxTable: ['dynamodb:GetItem', 'dynamodb:PutItem'] },
};

const mayDo = (capability: string, table: string, action: string): boolean =>
  callsOthers.includes(capability) ||
  table === `${capability}Table` ||
  (readByAll.includes(table) && reads.includes(action)) ||
  (capability === 'installation' && action === 'dynamodb:Scan') ||
  (crossings[capability]?.[table]?.includes(action) ?? false);

const contracts = await Promise.all(
  globSync('functions/*/contract.ts').map(async (path) => {
    const capability = path.split('/')[1] ?? '';
    const module = (await import(`../../${path}`)) as Readonly<Record<string, unknown>>;
    return Object.entries(module)
      .filter(([name]) => name.endsWith('Contract'))
      .map(([name, contract]) => ({ name, capability, contract: contract as FunctionContract }));
  }),
).then((found) => found.flat());

const trespasses = (capability: string, { grants }: Pick<FunctionContract, 'grants'>): readonly string[] =>
  Object.entries(grants)
    .filter(([table]) => table.endsWith('Table'))
    .flatMap(([table, actions]) =>
      actions.filter((action) => !mayDo(capability, table, action)).map((action) => `${table}: ${action}`),
    );

describe("a capability's table is its own", () => {
  test.each(contracts)('$name reaches only into its own and what crosses rooms', ({ capability, contract }) => {
    expect(trespasses(capability, contract)).toEqual([]);
  });

  test('the rule sees what it forbids', () => {
    expect(contracts.length).toBeGreaterThan(10);
    expect(trespasses('payments', { grants: { dossiersTable: ['dynamodb:PutItem'] } })).toHaveLength(1);
    expect(trespasses('dossiers', { grants: { resultsTable: ['dynamodb:GetItem'] } })).toHaveLength(1);
    expect(trespasses('sandbox', { grants: { paymentsTable: ['dynamodb:PutItem'] } })).toHaveLength(1);
    expect(trespasses('payments', { grants: { dossiersTable: ['dynamodb:Scan'] } })).toHaveLength(1);
  });
});
