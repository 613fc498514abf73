import { type KeptNotice, templateOf } from './notice.ts';

/** The ways on which messages wait apart, so that none is behind one that can wait longer. */
export const lanes = ['urgent', 'normal', 'bulk'] as const;

/** One of the ways on which messages wait apart. */
export type Lane = (typeof lanes)[number];

/** The lane of a word for one; what only a later release knows is a normal one. */
export const laneNamed = (word: string | undefined): Lane => lanes.find((lane) => lane === word) ?? 'normal';

/**
 * The lane of a notice. `urgent`: a code, which is good for five minutes and which somebody waits for. `bulk`: what a decision on the
 * calendar tells the persons of all running dossiers within one hour, and the mornings' digests of all agencies.
 */
export const laneOf = (notice: KeptNotice): Lane => {
  if (templateOf(notice) === 'download_code') return 'urgent';
  if (notice.template === 'due_soon') return 'bulk';
  return notice.template === 'promise_moved' && notice.because === 'decision' ? 'bulk' : 'normal';
};
