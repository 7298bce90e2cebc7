import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = readonly [address: Address, prefixLength: number];

/** What goes before a range's prefix when IPv4 is written as IPv6 (RFC 4291 section 2.5.5.2). */
const MAPPED_BITS = 96;

const RANGE = /^([0-9A-Fa-f.:]{2,45})(?:\/(\d{1,3}))?$/;

/** IPv4 in four decimal parts, or IPv6; none of the other spellings that C libraries read, and no zone. */
const parseAddress = (text: string): Address | null => {
  const isIpv4 = ipaddr.IPv4.isValidFourPartDecimal(text);
  return isIpv4 || ipaddr.IPv6.isValid(text) ? ipaddr.parse(text) : null;
};

const isMapped = (address: Address): address is ipaddr.IPv6 =>
  address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress();

const parseRange = (text: string): Range | null => {
  const [, written = '', prefix] = RANGE.exec(text) ?? [];
  const address = parseAddress(written);
  if (address === null) return null;
  const bits = address.kind() === 'ipv4' ? 32 : 128;
  const length = prefix === undefined ? bits : Number(prefix);
  if (length > bits) return null;
  if (isMapped(address) && length >= MAPPED_BITS) return [address.toIPv4Address(), length - MAPPED_BITS];
  return [address, length];
};

const networkOf = ([address, length]: Range): string => {
  const network =
    address instanceof ipaddr.IPv4
      ? ipaddr.IPv4.networkAddressFromCIDR(`${address.toString()}/${length}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/${length}`);
  return `${network.toString()}/${length}`;
};

/** A range of addresses (CIDR, RFC 4632 and RFC 4291), or a single address, in its one spelling; null where it is neither. */
export const readAddressRange = (text: string): string | null => {
  const range = parseRange(text);
  return range && networkOf(range);
};

/** An address in its one spelling, IPv4 also where it came as IPv6; null where it is none. */
export const readAddress = (text: string): string | null => {
  const address = parseAddress(text);
  return address && (isMapped(address) ? address.toIPv4Address() : address).toString();
};

/** Tells whether an address is in one of these ranges. */
export const addressMatcher = (ranges: readonly string[]): ((address: string) => boolean) => {
  const parsed = ranges.map(parseRange).filter((range) => range !== null);
  return (text) => {
    const address = parseAddress(text);
    if (address === null) return false;
    const plain = isMapped(address) ? address.toIPv4Address() : address;
    return parsed.some(([network, length]) => network.kind() === plain.kind() && plain.match(network, length));
  };
};

/** What all global unicast addresses have been given out from (RFC 4291 section 2.4, IANA IPv6 address space). */
const GLOBAL_IPV6: Range = [ipaddr.IPv6.parse('2000::'), 3];

/** IPv4 that a translator reaches for those who have IPv6 alone (RFC 6052). Its local twin is for the network's own use. */
const TRANSLATED_IPV4: Range = [ipaddr.IPv6.parse('64:ff9b::'), 96];

/** IPv4 within ::/96 (RFC 4291 section 2.5.5.1), which ipaddr.js reads as IPv4 within ::ffff:0:0/96 and nobody routes. */
const IPV4_COMPATIBLE = /^::\d+\./;

/** In a public range, yet it leads each machine of one cloud (Azure) to the host that it runs on. */
const CLOUD_HOST = '168.63.129.16';

const isTranslated = (address: Address): boolean => address.kind() === 'ipv6' && address.match(...TRANSLATED_IPV4);

/** The IPv4 address that is reached through an IPv6 one, where there is such. */
const reached = (address: Address): Address =>
  isMapped(address) || isTranslated(address) ? new ipaddr.IPv4(address.toByteArray().slice(-4)) : address;

/**
 * Whom an address leads to: anybody on the internet, this machine, or a place that others must not be led to. Public is
 * what the IANA special-purpose registries leave over; tunnels to IPv4 (6to4, Teredo) are not.
 */
export const reachOf = (text: string): 'public' | 'loopback' | 'private' => {
  const written = parseAddress(text);
  if (written === null || IPV4_COMPATIBLE.test(text)) return 'private';
  const address = reached(written);
  const range = address.range();
  if (range === 'loopback') return isTranslated(written) ? 'private' : 'loopback'; // there, the translator's own
  if (range !== 'unicast' || address.toString() === CLOUD_HOST) return 'private';
  return address instanceof ipaddr.IPv4 || address.match(...GLOBAL_IPV6) ? 'public' : 'private';
};
