import { readFileSync } from 'node:fs';

/** A fenced block of a document: the language behind its fence, and its lines. */
export interface Block {
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a document in their order. */
export const blocksOf = (path: string): readonly Block[] =>
  [...readFileSync(path, 'utf8').matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));

/** What README has a reader paste into a shell, as one script. */
export const walkOf = (path: string): string =>
  blocksOf(path)
    .filter(({ language }) => language === 'bash')
    .map(({ text }) => text)
    .join('\n');
