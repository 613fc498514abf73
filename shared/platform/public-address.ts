import { BlockList, isIP, isIPv4 } from 'node:net';

/** IPv4 that is not reachable from everywhere, or that nobody may be called at (RFC 6890, IANA's special-purpose registry; multicast, reserved). */
const closedV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/**
 * Global unicast addresses of IPv6. What is outside it is never public: loopback, unique local, link-local, multicast, and the
 * addresses that stand for IPv4 ones (`::ffff:0:0/96`, `64:ff9b::/96`).
 */
const openV6 = ['2000::/3'];

/** What of them is not: IETF's protocols (Teredo among them), documentation, 6to4, segment routing. */
const closedV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20', '5f00::/16'];

const listOf = (family: 'ipv4' | 'ipv6', blocks: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const block of blocks) {
    const [address = '', bits] = block.split('/');
    list.addSubnet(address, Number(bits), family);
  }
  return list;
};

const v4Closed = listOf('ipv4', closedV4);
const v6Open = listOf('ipv6', openV6);
const v6Closed = listOf('ipv6', closedV6);

/** Whether an IP address belongs to a host on the public Internet. False for what is no IP address, and for every address that stands for another one. */
export const isPublicAddress = (address: string): boolean => {
  if (isIP(address) === 0) return false;
  if (isIPv4(address)) return !v4Closed.check(address, 'ipv4');
  return v6Open.check(address, 'ipv6') && !v6Closed.check(address, 'ipv6');
};
