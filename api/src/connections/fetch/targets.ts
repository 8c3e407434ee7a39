import ipaddr from 'ipaddr.js';

/** Hosts and networks that connections may reach although they are not public, as `CONNECTIONS_ALLOW` names them. */
export interface Allowed {
  /** In lower case. */
  hosts: ReadonlySet<string>;
  networks: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][];
}

/** Reads `CONNECTIONS_ALLOW`: names, addresses and networks (CIDR), separated by commas. @throws Error naming what is neither */
export function readAllowed(text: string): Allowed {
  const hosts = new Set<string>();
  const networks: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];
  for (const part of text.split(',').map((entry) => entry.trim().toLowerCase())) {
    if (part === '') continue;
    if (ipaddr.isValidCIDR(part)) networks.push(ipaddr.parseCIDR(part));
    else if (ipaddr.IPv4.isValidFourPartDecimal(part) || ipaddr.IPv6.isValid(part)) {
      const address = ipaddr.parse(part);
      networks.push([address, address.kind() === 'ipv4' ? 32 : 128]);
    } else if (/^(?=.*[a-z])[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(part)) hosts.add(part);
    else throw new Error(`"${part}" is no host, address or network`);
  }
  return { hosts, networks };
}

/**
 * Whether an address may be connected to: public unicast, or inside an allowed network. Refused by being unknown: whatever the
 * registry of special addresses (RFC 6890) names: private, loopback, link-local, shared (CGNAT), multicast, reserved, documentation,
 * and forms of IPv6 that carry an IPv4 address in them (mapped, NAT64, 6to4, Teredo), which lead to wherever that address leads.
 * @param address as a resolver or a socket writes it
 */
export function mayConnect(address: string, { networks }: Allowed): boolean {
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) && !ipaddr.IPv6.isValid(address)) return false;
  // A zone names an interface of this machine: link-local by nature.
  if (address.includes('%')) return false;
  // The mapped form of IPv4 is IPv4, for better or worse.
  const target = ipaddr.process(address);
  const inside = networks.some(
    ([network, bits]) => network.kind() === target.kind() && target.match(network as never, bits),
  );
  return inside || (target.range() === 'unicast' && !isEmbedding(target));
}

/** Networks that the library counts as unicast but that carry other addresses or are not routed on the internet. */
const FURTHER: readonly [ipaddr.IPv6, number][] = [
  '::/96',
  '64:ff9b::/32',
  '2001::/23',
  '2002::/16',
  'fec0::/10',
  '3fff::/20',
  '5f00::/16',
].map((network) => ipaddr.IPv6.parseCIDR(network));

function isEmbedding(target: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (target.kind() === 'ipv4') return false;
  const address = target as ipaddr.IPv6;
  return FURTHER.some(([network, bits]) => address.match(network, bits));
}

/** Whether a name is allowed as it stands, wherever it leads. @param host of a URL, as the parser of URLs writes it */
export const isAllowedHost = (host: string, { hosts }: Allowed): boolean =>
  hosts.has(host.toLowerCase().replace(/\.$/, ''));

/** Whether the administration has named a host, or a network that its address (as it stands in the URL) belongs to. */
export function isNamed(host: string, allowed: Allowed): boolean {
  if (isAllowedHost(host, allowed)) return true;
  const address = host.replace(/^\[|\]$/g, '');
  return mayConnect(address, allowed) && !mayConnect(address, { hosts: new Set(), networks: [] });
}
