/** Stored data that this code must not or cannot fold: a key of no book, an unknown kind of fact, too many facts, the head of a newer fold, facts on which the fold throws. A person looks at it. */
export class ParkedAggregate extends Error {
  readonly pk: string;
  constructor(pk: string, reason: string) {
    super(`${pk}: ${reason}`);
    this.name = 'ParkedAggregate';
    this.pk = pk;
  }
}
