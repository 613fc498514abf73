import { expect, test } from 'vitest';
import { templatesOf } from './templates.ts';

test.each(['production', 'test', 'local'] as const)(
  '%s: the service stack has room left under the 500 resources that CloudFormation takes',
  (stage) => {
    const { Resources } = templatesOf(stage).service.toJSON() as {
      readonly Resources: Readonly<Record<string, unknown>>;
    };
    expect(Object.keys(Resources).length).toBeLessThan(490);
  },
);
