/** Who may call a route. `public` needs no key; more than one permission means any of them. */
export type RoutePermission = 'public' | readonly ('back_office' | 'portal' | 'operator')[];

/** One route of the API as API Gateway and the http handler both know it; `path` has `{parameters}`. */
export interface RouteContract {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'ANY';
  readonly path: string;
  readonly permission: RoutePermission;
}

/**
 * What one function needs of its surroundings, written once beside the handler and read by both sides: the handler reads
 * `env` from its environment, the infrastructure must give every name in `env` and `grants` or it does not compile.
 * `grants` name AWS actions on the resource of that name.
 */
export interface FunctionContract {
  readonly env: Readonly<Record<string, string>>;
  readonly grants: Readonly<Record<string, readonly string[]>>;
  readonly routes?: Readonly<Record<string, RouteContract>>;
}

/** Keeps a contract's literal types. */
export const contract = <const C extends FunctionContract>(value: C): C => value;

/** What a function needs to read whole aggregates, record facts and replace heads. Nothing is ever deleted. */
export const recordFacts = ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'] as const;

/** The same where personal data are recorded: nothing of them is kept once they are erased. */
export const recordPersonalFacts = [...recordFacts, 'dynamodb:ConditionCheckItem'] as const;

/** What a function needs to look up single items and aggregates. */
export const readFacts = ['dynamodb:GetItem', 'dynamodb:Query'] as const;
