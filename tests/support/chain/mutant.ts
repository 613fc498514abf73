/** A fault planted in a file of the product: a text that stands in it exactly once, and what stands there instead. */
export interface Mutant {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** What is wrong then. */
  readonly why: string;
}

/** A file's text with the fault in it. Throws where the fault does not apply, or in more than one place. */
export const mutated = (text: string, { file, find, replace }: Mutant): string => {
  const places = text.split(find).length - 1;
  if (places !== 1) throw new Error(`"${find}" stands ${places} times in ${file}`);
  return text.replace(find, () => replace);
};
