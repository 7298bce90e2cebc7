import fc from 'fast-check';
import { addressMatcher, reachOf, readAddress, readAddressRange } from '../../src/kernel/address.ts';

describe('a range of addresses', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7/32'],
    ['203.0.113.7/24', '203.0.113.0/24'],
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8::1', '2001:db8::1/128'],
    ['2001:db8:0:1::/48', '2001:db8::/48'],
    ['::1/128', '::1/128'],
    ['::ffff:203.0.113.7', '203.0.113.7/32'],
    ['::ffff:203.0.113.0/120', '203.0.113.0/24'],
  ])('%s is %s', (text, range) => {
    expect(readAddressRange(text)).toBe(range);
    expect(readAddressRange(range)).toBe(range);
  });

  test.each([
    '',
    'localhost',
    '10',
    '10.1',
    '0x7f.0.0.1',
    '010.0.0.1',
    '256.0.0.1',
    '10.0.0.1/33',
    '10.0.0.1/-1',
    '10.0.0.1/',
    '10.0.0.1/8/8',
    ' 10.0.0.1',
    '10.0.0.1\n',
    '::1/129',
    'fe80::1%eth0',
    ':::1',
    '1:2:3:4:5:6:7:8:9',
  ])('%j is none', (text) => {
    expect(readAddressRange(text)).toBeNull();
  });
});

describe('an address', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['unknown', null],
    ['', null],
    ['203.0.113.7:443', null],
  ])('%j is %j', (text, address) => {
    expect(readAddress(text)).toBe(address);
  });

  test('is in its own range and in every wider one, and in no range of its neighbour', () => {
    const octet = fc.nat(255);
    fc.assert(
      fc.property(fc.tuple(octet, octet, octet, octet), fc.integer({ min: 0, max: 32 }), ([a, b, c, d], length) => {
        const address = `${a}.${b}.${c}.${d}`;
        expect(addressMatcher([`${address}/${length}`])(address)).toBe(true);
        expect(addressMatcher([`${address}/${length}`])(`::ffff:${address}`)).toBe(true);
        expect(addressMatcher([`${a}.${b}.${c}.${d ^ 1}/32`])(address)).toBe(false);
      }),
    );
  });

  test('of one family is in no range of the other', () => {
    expect(addressMatcher(['::/0'])('203.0.113.7')).toBe(false);
    expect(addressMatcher(['0.0.0.0/0'])('2001:db8::1')).toBe(false);
    expect(addressMatcher(['0.0.0.0/0', '::/0'])('2001:db8::1')).toBe(true);
  });

  test('that is none is in no range', () => {
    expect(addressMatcher(['0.0.0.0/0', '::/0'])('')).toBe(false);
    expect(addressMatcher([])('203.0.113.7')).toBe(false);
  });
});

/** First and last address of each block of the IANA special-purpose registries, and what carries IPv4 inside. */
const PRIVATE = [
  ['0.0.0.0', '0.255.255.255'], // this network
  ['10.0.0.0', '10.255.255.255'],
  ['100.64.0.0', '100.127.255.255'], // carrier-grade NAT
  ['169.254.0.0', '169.254.169.254', '169.254.255.255'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.0.0.0', '192.0.0.255'], // IETF protocol assignments
  ['192.0.2.0', '192.0.2.255', '198.51.100.0', '198.51.100.255', '203.0.113.0', '203.0.113.255'], // documentation
  ['192.31.196.1', '192.52.193.1', '192.175.48.1', '192.88.99.1'], // AS112, AMT, 6to4 relays
  ['192.168.0.0', '192.168.255.255'],
  ['198.18.0.0', '198.19.255.255'], // benchmarking
  ['224.0.0.0', '239.255.255.255', '240.0.0.0', '255.255.255.254', '255.255.255.255'],
  ['168.63.129.16'],
  ['::', '::10.0.0.1', '::8.8.8.8', '::ffff:0:8.8.8.8'], // unspecified, IPv4-compatible, IPv4-translated
  ['::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '::ffff:0.0.0.0'],
  ['64:ff9b::10.0.0.1', '64:ff9b::127.0.0.1', '64:ff9b::a9fe:a9fe', '64:ff9b:1::8.8.8.8'],
  ['100::1', '100:0:0:1::1'], // discard, dummy
  ['2001::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2', '2001:1ff:ffff::1'], // Teredo and the rest of 2001::/23
  ['2001:db8::1', '3fff::1', '3fff:fff::1'], // documentation
  ['2002:7f00:1::', '2002:808:808::1'], // 6to4
  ['2620:4f:8000::1'],
  ['4000::1', '5f00::1', '8000::1', 'fc00::1', 'fd00:ec2::254', 'fdff::1'],
  ['fe80::1', 'fe80::1%eth0', 'febf::1', 'fec0::1', 'ff02::1'],
].flat();

describe('an address leads', () => {
  test.each(PRIVATE)('not to the public: %s', (address) => {
    expect(reachOf(address)).toBe('private');
  });

  test.each(['127.0.0.1', '127.255.255.255', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'])('home: %s', (address) => {
    expect(reachOf(address)).toBe('loopback');
  });

  test.each([
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '128.0.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2001:200::1',
    '2606:4700:4700::1111',
    '::ffff:1.1.1.1',
    '64:ff9b::1.1.1.1',
  ])('to anybody: %s', (address) => {
    expect(reachOf(address)).toBe('public');
  });

  test.each(['', 'localhost', '1', '0x7f.1', '010.0.0.1', '1.1.1.1:443', '[::1]'])('nowhere, written as %j', (text) => {
    expect(reachOf(text)).toBe('private');
  });

  test('to one place however its IPv4 is written', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(reachOf(`::ffff:${address}`)).toBe(reachOf(address));
        expect(reachOf(`64:ff9b::${address}`) === 'public').toBe(reachOf(address) === 'public');
      }),
    );
  });
});
