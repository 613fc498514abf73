import { refuse } from '../refusal.ts';

/**
 * What reading a file may still cost, its earlier revisions included. One unit is about what it takes to read one object;
 * counted instead of timed, so that a file is refused on every machine or on none.
 */
export class Effort {
  #left: number;

  constructor(units: number) {
    this.#left = units;
  }

  /** Refuses `too_complex` once everything is spent. */
  spend(units: number): void {
    this.#left -= units;
    if (this.#left < 0) refuse('too_complex', 'reading takes too much effort');
  }
}
