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
