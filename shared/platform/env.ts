import type { FunctionContract } from '../kernel/contract.ts';

/** The values that a contract names, from the function's environment; a missing one stops the function at its start, by name. */
export const readEnv = <C extends FunctionContract>(contract: C): { readonly [K in keyof C['env']]: string } => {
  const missing = Object.values(contract.env).filter((name) => process.env[name] === undefined);
  if (missing.length > 0) throw new Error(`environment lacks ${missing.join(', ')}`);
  return Object.fromEntries(Object.entries(contract.env).map(([key, name]) => [key, process.env[name]])) as {
    readonly [K in keyof C['env']]: string;
  };
};
