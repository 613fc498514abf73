import { BlockList, isIP } from 'node:net';

const familyOf = (address: string): 'ipv4' | 'ipv6' | undefined => {
  const version = isIP(address);
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6';
};

/**
 * Finds the client's address behind named proxies (addresses or CIDR blocks): it is the caller's own, unless the caller is such a
 * proxy; then the nearest one in `X-Forwarded-For`, read from its end, that is none. What anybody else wrote there is not read.
 */
export const clientAddressBehind = (
  proxies: readonly string[],
): ((caller: string, forwardedFor: string | undefined) => string) => {
  const trusted = new BlockList();
  for (const proxy of proxies) {
    const [address, bits] = proxy.split('/') as [string, string?];
    const family = familyOf(address);
    if (!family) throw new Error(`${proxy} is no address and no CIDR block`);
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  const isTrusted = (address: string): boolean => {
    const family = familyOf(address);
    return family !== undefined && trusted.check(address, family);
  };
  return (caller, forwardedFor) => {
    let client = caller;
    for (const before of (forwardedFor ?? '').split(',').reverse()) {
      const address = before.trim();
      if (!isTrusted(client) || familyOf(address) === undefined) break;
      client = address;
    }
    return client;
  };
};

/** The client's address behind the proxies that the stage names (`TRUSTED_PROXIES`). */
export const clientAddress = clientAddressBehind((process.env.TRUSTED_PROXIES ?? '').split(',').filter(Boolean));
