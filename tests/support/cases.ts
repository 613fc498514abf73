/**
 * How many generated cases a property tries: those given, or fewer where `MOTCUA_MOST_CASES` says so. Mutation testing does, since it
 * runs each property once for every change.
 */
export const cases = (given: number): { readonly numRuns: number } => ({
  numRuns: Math.min(given, Number(process.env.MOTCUA_MOST_CASES ?? given)),
});
