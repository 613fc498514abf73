/** An address of somebody else's, and its path where a sandbox plays whoever that is. */
export interface PlayableAddress {
  readonly live: `https://${string}`;
  readonly played: `/${string}`;
}

/** Addresses where they live (`origin` is `live`), or below a name of the sandbox that plays them. */
export const addressesFrom = <A extends Readonly<Record<string, PlayableAddress>>>(
  name: string,
  addresses: A,
  origin: string,
): Readonly<Record<keyof A, string>> =>
  Object.fromEntries(
    Object.entries(addresses).map(([purpose, { live, played }]) => [
      purpose,
      origin === 'live' ? live : `${origin}/${name}${played}`,
    ]),
  ) as Readonly<Record<keyof A, string>>;
