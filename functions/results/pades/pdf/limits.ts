/** What a PDF may cost to read. Anything beyond is refused, never guessed at. */
export interface Limits {
  readonly maxBytes: number;
  /** Nesting of arrays and dictionaries, of page and field trees. */
  readonly maxDepth: number;
  readonly maxObjects: number;
  /** Sum of what is inflated to read the structure (and, when issuing, every stream but images). */
  readonly maxInflateBytes: number;
  readonly maxRevisions: number;
  readonly maxPages: number;
  /** Units of `Effort` for reading a file and comparing its revisions. */
  readonly maxEffort: number;
}

const mebibyte = 1024 * 1024;

/** 25 MiB of file, 32 MiB of inflated structure, 40 levels, 200,000 objects, 64 revisions, 2,000 pages, 3 million units. */
export const defaultLimits: Limits = {
  maxBytes: 25 * mebibyte,
  maxDepth: 40,
  maxObjects: 200_000,
  maxInflateBytes: 32 * mebibyte,
  maxRevisions: 64,
  maxPages: 2_000,
  maxEffort: 3_000_000,
};
