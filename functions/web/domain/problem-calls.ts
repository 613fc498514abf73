import type { ProblemKind } from '../../../shared/kernel/problems.ts';

/** As much of an OpenAPI description as says which call answers which kinds of problems. */
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly responses: Readonly<Record<string, unknown>> };
}

/** The calls of the API that may answer a kind. */
export interface ProblemCalls {
  /** `METHOD /path`, in the order of the description. */
  readonly calls: readonly string[];
  /** True where it may come from any call, whatever was asked: the description has it among the answers by default. */
  readonly every: boolean;
}

const PROBLEM = 'application/problem+json';
const methods = ['get', 'put', 'post', 'delete'] as const;

type Shape = Readonly<Record<string, unknown>> | undefined;

const kindsOf = (response: unknown, { components }: Description): readonly string[] => {
  const { $ref } = (response ?? {}) as { readonly $ref?: string };
  const { content } = ($ref ? components.responses[$ref.split('/').at(-1) ?? ''] : response) as {
    readonly content?: Readonly<Record<string, { readonly schema: { readonly allOf?: readonly Shape[] } }>>;
  };
  return (content?.[PROBLEM]?.schema.allOf ?? []).flatMap(
    (part) => (part?.properties as { kind?: { enum?: readonly string[] } } | undefined)?.kind?.enum ?? [],
  );
};

/** Which calls answer each kind, as the description of the API tells it; what one call answers by default, all do. */
export const problemCalls = (description: Description): ((kind: ProblemKind) => ProblemCalls) => {
  const answering = Object.entries(description.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const { responses = {} } = (item[method] ?? {}) as { readonly responses?: Readonly<Record<string, unknown>> };
      const kinds = Object.values(responses).flatMap((response) => kindsOf(response, description));
      const always = responses.default ? kindsOf(responses.default, description) : [];
      return [{ call: `${method.toUpperCase()} ${path}`, kinds, always }];
    }),
  );
  return (kind) => ({
    calls: answering.filter(({ kinds }) => kinds.includes(kind)).map(({ call }) => call),
    every: answering.some(({ always }) => always.includes(kind)),
  });
};
