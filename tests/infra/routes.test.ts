import { describe, expect, test } from 'vitest';
import * as desk from '../../functions/desk/contract.ts';
import * as dossiers from '../../functions/dossiers/contract.ts';
import * as figures from '../../functions/figures/contract.ts';
import * as installation from '../../functions/installation/contract.ts';
import * as notifications from '../../functions/notifications/contract.ts';
import * as payments from '../../functions/payments/contract.ts';
import * as results from '../../functions/results/contract.ts';
import * as sandbox from '../../functions/sandbox/contract.ts';
import * as web from '../../functions/web/contract.ts';
import * as webhooks from '../../functions/webhooks/contract.ts';
import type { RouteContract } from '../../shared/kernel/contract.ts';
import { templatesOf } from './templates.ts';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

type Resources = Readonly<Record<string, Resource>>;

const contracts = [
  ...[desk, dossiers, figures, installation, notifications],
  ...[payments, results, sandbox, web, webhooks],
].flatMap((module) => Object.entries(module as Readonly<Record<string, unknown>>));

/** The routes of a contract, by its name; what else the files export has none. */
const routesOf = (contract: unknown): readonly RouteContract[] =>
  typeof contract === 'object' && contract !== null && 'routes' in contract
    ? Object.values(contract.routes as Record<string, RouteContract>)
    : [];

/** What a reference to the API's root names no resource by. */
const ROOT = '';

const refOf = (value: unknown): string => (value as { Ref?: string }).Ref ?? ROOT;

/** What the gateway leads a method of a path to, by its own rules: what is written out, a parameter, all that is left. */
const leads = (resources: Resources, method: string, path: string): string | undefined => {
  const nodes = Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::ApiGateway::Resource');
  const methods = Object.values(resources).filter(({ Type }) => Type === 'AWS::ApiGateway::Method');
  const below = (parent: string) => nodes.filter(([, { Properties }]) => refOf(Properties.ParentId) === parent);
  const walk = (at: string, left: readonly string[]): string | undefined => {
    const [part, ...rest] = left;
    if (part === undefined) return at;
    const partOf = ([, { Properties }]: readonly [string, Resource]) => String(Properties.PathPart);
    const children = below(at);
    const written = children.find((child) => partOf(child) === part);
    const parameter = children.find((child) => /^\{[^+]+\}$/.test(partOf(child)));
    const all = children.find((child) => partOf(child) === '{proxy+}');
    const next = written ?? parameter;
    return (next && walk(next[0], rest)) ?? all?.[0];
  };
  const at = walk(ROOT, path.split('/').filter(Boolean));
  const found = methods.filter(({ Properties }) => refOf(Properties.ResourceId) === at);
  const of = (name: string) => found.find(({ Properties }) => Properties.HttpMethod === name);
  const one = of(method) ?? of('ANY');
  return one && JSON.stringify((one.Properties.Integration as { Uri: unknown }).Uri);
};

describe.each(['production', 'test', 'local'] as const)('the routes of %s', (stage) => {
  const { Resources } = templatesOf(stage).service.toJSON() as { readonly Resources: Resources };
  const led = contracts
    .flatMap(([name, contract]) => routesOf(contract).map((route) => ({ name, route })))
    .map(({ name, route: { method, path } }) => {
      const asked = path.replace(/\{[^}]+\}/g, 'x1');
      return { name, path, to: leads(Resources, method === 'ANY' ? 'GET' : method, asked) };
    })
    .filter(({ name }) => stage !== 'production' || !/sandbox|trustServices/i.test(name));

  test('each lead to a function', () => {
    expect(led.length).toBeGreaterThan(80);
    expect(led.filter(({ to }) => to === undefined)).toEqual([]);
  });

  test('those of one contract to the same one, those of another to another', () => {
    const functions = new Map<string, Set<string>>();
    for (const { name, to } of led) functions.set(name, (functions.get(name) ?? new Set()).add(to ?? ''));
    const owners = Map.groupBy(functions, ([, to]) => [...to].join());
    expect([...owners.values()].filter(({ length }) => length > 1).map((of) => of.map(([name]) => name))).toEqual([]);
    for (const [name, to] of functions) expect(to.size, name).toBe(1);
  });
});
