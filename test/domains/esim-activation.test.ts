import { androidInstallUrl, appleInstallUrl, lpaCode, qrPng, qrSvg } from '../../src/domains/esims/index.ts';

/** The example of GSMA SGP.22 v2.2, section 4.1: an activation code without an OID. */
const EXAMPLE = { smdpAddress: 'SMDP.GSMA.COM', matchingId: '04386-AGYFT-A74Y8-3F815' };
const CODE = 'LPA:1$SMDP.GSMA.COM$04386-AGYFT-A74Y8-3F815';
const ENCODED = 'LPA%3A1%24SMDP.GSMA.COM%2404386-AGYFT-A74Y8-3F815';

test('an activation code is that of the specification, behind the prefix that a QR code has', () => {
  expect(lpaCode(EXAMPLE)).toBe(CODE);
});

test('an install link carries the code percent-encoded, so that it reads back as it was', () => {
  const links = [appleInstallUrl(CODE), androidInstallUrl(CODE)];
  expect(links).toEqual([
    `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${ENCODED}`,
    `https://esimsetup.android.com/esim_qrcode_provisioning?carddata=${ENCODED}`,
  ]);
  for (const link of links) expect(new URL(link).searchParams.get('carddata')).toBe(CODE);
});

test('what a carrier gave cannot break out of a link', () => {
  const odd = lpaCode({ smdpAddress: 'a&b=c#d', matchingId: 'x"y z' });
  expect(new URL(appleInstallUrl(odd)).searchParams.get('carddata')).toBe(odd);
  expect(appleInstallUrl(odd)).not.toMatch(/["# ]/);
});

const QUIET = 4;

/** The modules of the SVG, dark ones true: lines of one module's height, as its path draws them. */
const modulesOf = (svg: string): readonly (readonly boolean[])[] => {
  const size = Number(/viewBox="0 0 (\d+) \d+"/.exec(svg)?.[1]);
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  let [x, y] = [0, 0];
  for (const [, command, one, two] of (/stroke="#000000" d="([^"]+)"/.exec(svg)?.[1] ?? '').matchAll(
    /([Mmh])(-?[\d.]+)(?: ?(-?[\d.]+))?/g,
  )) {
    if (command === 'M') [x, y] = [Number(one), Math.floor(Number(two))];
    if (command === 'm') [x, y] = [x + Number(one), y + Number(two ?? 0)];
    if (command !== 'h') continue;
    rows[y]?.fill(true, x, x + Number(one));
    x += Number(one);
  }
  return rows;
};

/** What every PNG begins with (RFC 2083, section 3.1). */
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

test('the QR code has a quiet zone of four modules and the three finders of ISO/IEC 18004', async () => {
  const modules = modulesOf(await qrSvg(CODE));
  const size = modules.length;
  const isDark = (x: number, y: number): boolean => modules[y]?.[x] ?? false;
  for (let at = 0; at < size; at += 1) {
    for (let edge = 0; edge < QUIET; edge += 1) {
      expect([isDark(at, edge), isDark(at, size - 1 - edge), isDark(edge, at), isDark(size - 1 - edge, at)]).toEqual([
        false,
        false,
        false,
        false,
      ]);
    }
  }
  const far = size - QUIET - 7;
  for (const [left, top] of [
    [QUIET, QUIET],
    [far, QUIET],
    [QUIET, far],
  ] as const) {
    const ring = Array.from(
      { length: 7 },
      (_, at) =>
        isDark(left + at, top) && isDark(left, top + at) && isDark(left + 6, top + at) && isDark(left + at, top + 6),
    );
    expect(ring).toEqual(Array.from({ length: 7 }, () => true));
    expect([isDark(left + 1, top + 1), isDark(left + 3, top + 3)]).toEqual([false, true]);
  }
});

test('it is corrected at level M, as its format information says', async () => {
  const modules = modulesOf(await qrSvg(CODE));
  // The level is in the first two of fifteen bits beside the first finder, masked with 10 (ISO/IEC 18004, section 7.9.1).
  // M is 00: behind the mask 10.
  expect([0, 1].map((at) => modules[QUIET + 8]?.[QUIET + at])).toEqual([true, false]);
});

test('the PNG is the same code, eight pixels a module, in a data URL', async () => {
  const url = await qrPng(CODE);
  const [, data = ''] = /^data:image\/png;base64,([A-Za-z0-9+/]+=*)$/.exec(url) ?? [];
  const png = Buffer.from(data, 'base64');
  expect(png.subarray(0, 8)).toEqual(PNG_SIGNATURE);
  const modules = modulesOf(await qrSvg(CODE));
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([modules.length * 8, modules.length * 8]);
});

test('two eSIMs never have one QR code', async () => {
  expect(await qrSvg(CODE)).not.toBe(await qrSvg(`${CODE}0`));
});
