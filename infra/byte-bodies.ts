import type { Stage } from './settings.ts';

/** The type by whose name the emulators give out an answer's bytes: they match it with `Accept` by the letter. */
export const NAMED_BYTES = 'application/octet-stream';

/**
 * The media types whose bodies the gateway hands over as the bytes that came and gives out as the bytes that were answered: all of
 * them, so that neither `Content-Type` nor `Accept` changes a byte. It covers requests and answers that name none.
 */
export const binaryMediaTypes = (stage: Stage): string[] => (stage === 'local' ? ['*/*', NAMED_BYTES] : ['*/*']);
