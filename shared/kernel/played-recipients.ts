/**
 * Whether a recipient is one of those whom a sandbox gives a fate of their own, `09000000NN` and `...@sandbox.example`. In a stage with a
 * sandbox they count in no limit and trip no breaker, or one test's fate would be another's; in production they are numbers like others.
 */
export const isPlayedRecipient = (to: string): boolean => /^09000000\d\d$|@sandbox\.example$/i.test(to);
