/** A date as pages write it, `18/11/2026` for `2026-11-18` with or without what follows. */
export const writtenDate = (date: string): string => date.slice(0, 10).split('-').reverse().join('/');
