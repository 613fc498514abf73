/** What a PDF may cost to read. Anything beyond is refused, never guessed at. */
export interface Limits {
  readonly maxBytes: number;
  /** Nesting of arrays and dictionaries, of page and field trees. */
  readonly maxDepth: number;
  readonly maxObjects: number;
  /** Sum of what is inflated to read the structure. */
  readonly maxInflateBytes: number;
  /** What one stream may inflate to at most, through any of its filters, when a file is issued. */
  readonly maxStreamBytes: number;
  /** Sum of what all streams inflate to, when a file is issued. */
  readonly maxAllStreamsBytes: number;
  readonly maxRevisions: number;
  /** Units of `Effort` for reading a file and comparing its revisions. */
  readonly maxEffort: number;
}

const mebibyte = 1024 * 1024;

/**
 * 32 MiB of file, 32 MiB of inflated structure, streams of 160 MiB (a colour A4 page of 600 dpi takes 105) and of 640 MiB together (two
 * seconds of one processor), 40 levels, 200,000 objects, 64 revisions, 3 million units.
 */
export const defaultLimits: Limits = {
  maxBytes: 32 * mebibyte,
  maxDepth: 40,
  maxObjects: 200_000,
  maxInflateBytes: 32 * mebibyte,
  maxStreamBytes: 160 * mebibyte,
  maxAllStreamsBytes: 640 * mebibyte,
  maxRevisions: 64,
  maxEffort: 3_000_000,
};

/** What may be handed in: 25 MiB, so that a file with signatures, evidence and renewals behind it stays within what can be verified. */
export const uploadLimits: Limits = { ...defaultLimits, maxBytes: 25 * mebibyte };
