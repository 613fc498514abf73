import { firstCharacters } from '../../../../shared/kernel/characters.ts';
import type { ParameterName } from './template.ts';

/** What is known of the parameters, as it is written out. */
export type Values = { readonly [name in ParameterName]?: string | undefined };

/** A parameter with the characters that it may take at most, where that is said: `{{procedure:40}}`. */
const placeholder = /\{\{(\w+)(?::(\d{1,4}))?\}\}/g;

const optionalPart = /\[\[([\s\S]*?)\]\]/g;

/** A parameter as a text names it. */
export interface Named {
  readonly name: string;
  readonly bound: number | undefined;
  /** Where it stands, counted in characters from 1. */
  readonly place: number;
  readonly isOptional: boolean;
}

/** The parameters that a text names, in their order. */
export const namedIn = (text: string): readonly Named[] => {
  const optional = [...text.matchAll(optionalPart)].map(({ index, 0: part }) => [index, index + part.length] as const);
  return [...text.matchAll(placeholder)].map(({ index, 1: name = '', 2: bound }) => ({
    name,
    bound: bound === undefined ? undefined : Number(bound),
    place: [...text.slice(0, index)].length + 1,
    isOptional: optional.some(([from, to]) => from <= index && index < to),
  }));
};

/** What is left of a text without its parameters and the marks of its optional parts. */
export const fixedIn = (text: string): string => text.replace(placeholder, '').replace(optionalPart, '$1');

const valueFor = (values: Values, name: string, bound: string | undefined): string | undefined => {
  const value = Object.hasOwn(values, name) ? values[name as ParameterName] : undefined;
  return value === undefined || bound === undefined ? value : firstCharacters(value, Number(bound)).trimEnd();
};

/** A template's text with its values in their places. Throws for a parameter that is needed and not known. */
export const filled = (text: string, values: Values): string =>
  text
    .replace(optionalPart, (_, part: string) =>
      namedIn(part).every(({ name }) => valueFor(values, name, undefined) !== undefined) ? part : '',
    )
    .replace(placeholder, (_, name: string, bound: string | undefined) => {
      const value = valueFor(values, name, bound);
      if (value === undefined) throw new TypeError(`no value for {{${name}}}`);
      return value;
    });
