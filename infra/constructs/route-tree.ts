import { type IResource, LambdaIntegration } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { RouteContract } from '../../shared/kernel/contract.ts';

/** A function before which routes lie. */
interface Led {
  readonly integration: LambdaIntegration;
  /** Whether it finds its routes by itself below a path that is led to it as a whole. */
  readonly findsItsRoutes: boolean;
}

/** What lies at one segment of the paths. */
interface Branch {
  readonly below: Map<string, Branch>;
  readonly routes: { readonly route: RouteContract; readonly to: Led }[];
}

const branch = (): Branch => ({ below: new Map(), routes: [] });

const isPublic = ({ permission }: RouteContract): boolean => permission === 'public';

/**
 * The gateway's methods for the routes of one path. Where several ask for a key, all of one function, that looks at the method itself, so
 * that one for all of them will do.
 */
const methodsOf = ({ routes }: Branch): readonly { readonly method: string; readonly to: Led }[] => {
  const [first] = routes;
  const areOfOne = routes.every(({ route, to }) => !isPublic(route) && to === first?.to);
  if (first && routes.length > 1 && areOfOne) return [{ method: 'ANY', to: first.to }];
  return routes.map(({ route: { method }, to }) => ({ method, to }));
};

const branchesBelow = ({ below }: Branch): readonly Branch[] =>
  [...below.values()].flatMap((child) => [child, ...branchesBelow(child)]);

/** The one function that has all that lies below a path, where that is worth a `{proxy+}`: it takes the place of two paths or more. */
const oneBelow = (of: Branch): Led | undefined => {
  const below = branchesBelow(of);
  const [first, ...others] = new Set(below.flatMap(({ routes }) => routes.map(({ to }) => to)));
  return below.length > 1 && others.length === 0 && first?.findsItsRoutes ? first : undefined;
};

/**
 * The paths of an API by their segments. What lies below a path and is all of one function is led to that as `{proxy+}`: every segment and
 * method of the gateway is a resource of the stack.
 */
export class RouteTree {
  readonly #root = branch();

  /** Leads routes to a function. One permission covers all of them: a function's policy holds 20 KB. */
  lead(routes: readonly RouteContract[], to: IFunction): void {
    const led: Led = {
      integration: new LambdaIntegration(to, { scopePermissionToMethod: false }),
      findsItsRoutes: !routes.every(isPublic), // those that ask for keys, by `apiHandler`
    };
    for (const route of routes) this.#at(route.path).routes.push({ route, to: led });
  }

  /** Makes the gateway's resources and methods below its root. */
  plant(root: IResource): void {
    const plant = (of: Branch, at: IResource): void => {
      const one = at === root ? undefined : oneBelow(of);
      for (const { method, to } of methodsOf(of)) at.addMethod(method, to.integration);
      if (one) at.addProxy({ defaultIntegration: one.integration });
      else for (const [segment, child] of of.below) plant(child, at.addResource(segment));
    };
    plant(this.#root, root);
  }

  #at(path: string): Branch {
    let at = this.#root;
    for (const segment of path.split('/').filter((part) => part !== '')) {
      const next = at.below.get(segment) ?? branch();
      at.below.set(segment, next);
      at = next;
    }
    return at;
  }
}
