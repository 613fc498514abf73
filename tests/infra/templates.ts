import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, NestedStack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { type Stage, settingsFrom } from '../../infra/settings.ts';
import { motcuaStacks } from '../../infra/stacks.ts';
import { productionContext } from '../support/settings.ts';

const { context: flags } = JSON.parse(readFileSync('cdk.json', 'utf8')) as {
  readonly context: Record<string, unknown>;
};

const context = (stage: Stage, more: Readonly<Record<string, string>> = {}) => ({
  ...flags,
  stage,
  ...productionContext,
  ...more,
  'aws:cdk:bundling-stacks': [],
});

/** The templates of one stage, synthesized without bundling and without credentials. */
export const templatesOf = (stage: Stage, more: Readonly<Record<string, string>> = {}) => {
  const app = new App({ context: context(stage, more) });
  const { data, service, sandbox } = motcuaStacks(app, settingsFrom(app.node));
  return {
    stacks: { data, service, sandbox },
    data: Template.fromStack(data),
    service: Template.fromStack(service),
    ...(sandbox ? { sandbox: Template.fromStack(sandbox) } : {}),
  };
};

/** A resource of a template. */
export type Resource = {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
};
/** The resources of one type in a template, with their logical ids. */
export const resources = (template: { toJSON(): unknown }, type: string): [string, Resource][] =>
  Object.entries((template.toJSON() as { Resources: Record<string, Resource> }).Resources).filter(
    ([, resource]) => resource.Type === type,
  );

/** A statement of a policy as a template has it. */
export interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
type Policy = { readonly PolicyDocument: { readonly Statement: readonly Statement[] } };

/** What each role of a template may do, by the role's logical id: what stands in it, and in the policies beside it. */
export const policies = (template: { toJSON(): unknown }): [string, readonly Statement[]][] => {
  const beside = resources(template, 'AWS::IAM::Policy').map(
    ([, { Properties }]) => Properties,
  ) as unknown as (Policy & {
    readonly Roles: readonly { readonly Ref?: string }[];
  })[];
  return resources(template, 'AWS::IAM::Role').map(([id, { Properties }]) => [
    id,
    [
      ...((Properties.Policies ?? []) as readonly Policy[]),
      ...beside.filter(({ Roles }) => Roles.some(({ Ref }) => Ref === id)),
    ].flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
  ]);
};

type Parameters = Readonly<Record<string, unknown>>;

/** What a nested template says, with what it is given in the place of its parameters. */
const filledIn = (value: unknown, parameters: Parameters): unknown => {
  if (Array.isArray(value)) return value.map((one) => filledIn(one, parameters));
  if (value === null || typeof value !== 'object') return value;
  const { Ref } = value as { readonly Ref?: unknown };
  if (typeof Ref === 'string' && Ref in parameters) return parameters[Ref];
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filledIn(inner, parameters)]));
};

/** The alarms of a stage's service, which lie in a stack nested in it, as if they lay beside what they watch. */
export const alarmsOf = ({ stacks, service }: ReturnType<typeof templatesOf>): [string, Resource][] =>
  stacks.service.node
    .findAll()
    .filter((construct) => construct instanceof NestedStack)
    .flatMap((nested) => {
      const [given] = resources(service, 'AWS::CloudFormation::Stack');
      const parameters = (given?.[1].Properties.Parameters ?? {}) as Parameters;
      return resources(Template.fromStack(nested), 'AWS::CloudWatch::Alarm').map(([id, alarm]): [string, Resource] => [
        id,
        filledIn(alarm, parameters) as Resource,
      ]);
    });

/** A finding of the security rules. */
export interface Finding {
  readonly rule: string;
  readonly path: string;
}

/** What the AwsSolutions rules find in one stage, and where its templates lie. */
export const findingsOf = (stage: Stage): { readonly findings: readonly Finding[]; readonly folder: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-infra-'));
  const app = new App({ context: context(stage), outdir: folder });
  motcuaStacks(app, settingsFrom(app.node));
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const exitCode = process.exitCode;
  try {
    app.synth();
  } catch (error) {
    if (!existsSync(join(folder, 'validation-report.json'))) throw error;
  }
  process.exitCode = exitCode; // the plugin marks the process as failed; the test decides
  const report = JSON.parse(readFileSync(join(folder, 'validation-report.json'), 'utf8')) as {
    readonly pluginReports: readonly {
      readonly violations: readonly {
        readonly ruleName: string;
        readonly violatingConstructs: readonly { readonly constructPath: string }[];
      }[];
    }[];
  };
  const findings = report.pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => ({ rule: ruleName, path: constructPath })),
    ),
  );
  return { findings, folder };
};
