import { createHash } from 'node:crypto';
import type { Json } from '../../kernel/milestones.ts';

/** One text for equal JSON: names in order, what is undefined left out. */
export const canonical = (value: Json | undefined): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return `{${entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
};

/** The SHA-256 of a value's one text, in hex. */
export const digestOf = (value: Json): string => createHash('sha256').update(canonical(value)).digest('hex');
