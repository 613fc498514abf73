/** What a message is called at a carrier: our reference, and a number behind it once a person had it sent again, so that it is no repeat. */
export const referenceOf = ({
  clientReference,
  round,
}: {
  readonly clientReference: string;
  readonly round: number;
}): string => (round === 0 ? clientReference : `${clientReference}-${round}`);

/** Our reference in what a message is called at a carrier. */
export const referenceIn = (called: string): string => called.replace(/-\d{1,3}$/, '');
