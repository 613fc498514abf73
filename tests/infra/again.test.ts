import { expect, test } from 'vitest';
import { resources, templatesOf } from './templates.ts';

/** The functions that a queue calls to which they send themselves, each with whether Lambda lets them do so without end. */
const callingThemselves = (template: { toJSON(): unknown }) => {
  const functions = new Map(resources(template, 'AWS::Lambda::Function'));
  const found = resources(template, 'AWS::Lambda::EventSourceMapping').flatMap(([, { Properties }]) => {
    const { Ref: id = '' } = Properties.FunctionName as { readonly Ref?: string };
    const [queue] = (Properties.EventSourceArn as { readonly 'Fn::GetAtt'?: readonly string[] })['Fn::GetAtt'] ?? [];
    const { Environment, RecursiveLoop } = functions.get(id)?.Properties ?? {};
    const sends = Object.values((Environment as { readonly Variables: object } | undefined)?.Variables ?? {});
    const isTold = sends.some((value) => (value as { readonly Ref?: string }).Ref === queue);
    return queue && isTold ? [[id.replace(/[0-9A-F]{8}$/, ''), RecursiveLoop] as const] : [];
  });
  return new Map(found);
};

test('what comes again by itself may do so for longer than the 16 rounds after which Lambda ends a loop', () => {
  const loops = callingThemselves(templatesOf('production').service);
  for (const name of [/ResultQueued$/, /Rebuild$/, /MessageQueued$/, /FiguresEventHeard$/])
    expect(
      [...loops.keys()].filter((id) => name.test(id)),
      String(name),
    ).toHaveLength(1);
  expect(new Set(loops.values())).toEqual(new Set(['Allow']));
});

test('every other function is ended where it calls itself', () => {
  const { service } = templatesOf('production');
  const loops = callingThemselves(service);
  const others = resources(service, 'AWS::Lambda::Function').filter(
    ([id]) => !loops.has(id.replace(/[0-9A-F]{8}$/, '')),
  );
  expect(others.length).toBeGreaterThan(10);
  for (const [id, { Properties }] of others) expect(Properties.RecursiveLoop, id).toBeUndefined();
});
