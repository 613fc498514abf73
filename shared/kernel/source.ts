import { createHash } from 'node:crypto';

/** An IPv4 address that IPv6 carries (RFC 4291, 2.5.5.2). */
const carriedIpv4 = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;

/** The groups of an IPv6 address with its `::` filled in; the last two may be one dotted group. */
const groupsOf = (address: string): readonly string[] => {
  const [head = '', tail] = address.split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array<string>(missing).fill('0'), ...after];
};

/** Whose tries count together: one IPv4 address (also where IPv6 carries it), or the 64 bits of IPv6 that a household is given. */
export const networkOf = (address: string): string => {
  const carried = carriedIpv4.exec(address)?.[1];
  if (carried !== undefined) return carried;
  if (!address.includes(':')) return address;
  const groups = groupsOf(address).slice(0, 4);
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':');
};

/** The 24 bits of IPv4 or 48 of IPv6 that a network lies in: whoever rents numbers to be rung at rents addresses side by side. */
export const neighbourhoodOf = (network: string): string =>
  network.slice(0, Math.max(network.lastIndexOf('.'), network.lastIndexOf(':')));

/** An installation's count lies in so many shares, each source in one of them: they are written side by side and fill up apart. */
export const SHARES = 16;

/** The share of a source. */
export const shareOf = (network: string): number => (createHash('sha256').update(network).digest()[0] ?? 0) % SHARES;
