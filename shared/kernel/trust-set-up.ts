/** The list of all time-stamp authorities in the results' table, in which one lies as its name, ended or not. */
export const TIMESTAMP_AUTHORITIES = 'TSAS';

/** Where a time-stamp authority lies in the results' table. */
export const timestampAuthorityKey = (name: string) => ({ pk: `TSA#${name}`, sk: 'TSA' });

/** The list of all trust anchors in the results' table, in which one lies as its name, ended or not. */
export const TRUST_ANCHORS = 'ANCHORS';

/** Where a trust anchor lies in the results' table. */
export const trustAnchorKey = (name: string) => ({ pk: `ANCHOR#${name}`, sk: 'ANCHOR' });

/** What a trust anchor is believed about: the signatures of persons and agencies, time stamps, or both. */
export const anchorPurposes = ['signatures', 'timestamps', 'both'] as const;

/** The time-stamp authorities that every stage but production plays, in the order in which a new one asks them. */
export const playedAuthorities = ['tsa-1', 'tsa-2'] as const;

/** The name of a time-stamp authority that is played. */
export type PlayedAuthority = (typeof playedAuthorities)[number];

/** Whether an authority of this name is played. */
export const isPlayedAuthority = (name: string): name is PlayedAuthority =>
  playedAuthorities.some((played) => played === name);
