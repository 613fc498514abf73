import { readdirSync } from 'node:fs';
import type { FunctionContract, RouteContract } from '../../shared/kernel/contract.ts';

const functions = new URL('../../functions/', import.meta.url);

/** The contracts of a capability's functions. */
export const contractsOf = async (capability: string): Promise<readonly FunctionContract[]> => {
  const module = (await import(new URL(`${capability}/contract.ts`, functions).href)) as Readonly<
    Record<string, unknown>
  >;
  return Object.entries(module)
    .filter(([name]) => name.endsWith('Contract'))
    .map(([, contract]) => contract as FunctionContract);
};

/** The routes of machines: of every contract of every capability but `web`, whose pages are for people. */
export const routes: readonly RouteContract[] = (
  await Promise.all(
    readdirSync(functions, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'web')
      .map(({ name }) => contractsOf(name)),
  )
)
  .flat()
  .flatMap((contract) => Object.values(contract.routes ?? {}));
