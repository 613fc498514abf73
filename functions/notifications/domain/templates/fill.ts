import type { ParameterName } from './template.ts';

/** What is known of the parameters, as it is written out. */
export type Values = { readonly [name in ParameterName]?: string | undefined };

const placeholder = /\{\{(\w+)\}\}/g;

const valueFor = (values: Values, name: string): string | undefined =>
  Object.hasOwn(values, name) ? values[name as ParameterName] : undefined;

/** A template's text with its values in their places. Throws for a parameter that is needed and not known. */
export const filled = (text: string, values: Values): string =>
  text
    .replace(/\[\[([\s\S]*?)\]\]/g, (_, part: string) =>
      [...part.matchAll(placeholder)].every(([, name = '']) => valueFor(values, name) !== undefined) ? part : '',
    )
    .replace(placeholder, (_, name: string) => {
      const value = valueFor(values, name);
      if (value === undefined) throw new TypeError(`no value for {{${name}}}`);
      return value;
    });
