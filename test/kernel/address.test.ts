import fc from 'fast-check';
import { addressMatcher, readAddress, readAddressRange } from '../../src/kernel/address.ts';

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
