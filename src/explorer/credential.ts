const FORM = /^onyx_sandbox_[0-7][0-9a-hjkmnp-tv-z]{25}_[0-9A-Za-z]{49}$/;
const LIVE = /onyx_live_/i;
const CHECKSUM_LENGTH = 6;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** CRC-32 as zlib has it; a token is ASCII. */
const crc32 = (text: string): number => {
  let crc = 0xffffffff;
  for (let index = 0; index < text.length; index += 1) {
    crc ^= text.charCodeAt(index);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
};

const checksum = (text: string): string => {
  let digits = '';
  for (let rest = crc32(text); digits.length < CHECKSUM_LENGTH; rest = Math.floor(rest / DIGITS.length)) {
    digits = DIGITS.charAt(rest % DIGITS.length) + digits;
  }
  return digits;
};

/** A sandbox credential's token, or why the text is none. */
export type ReadCredential = { readonly token: string } | { readonly problem: string };

/** Looks at what was typed or pasted before anything of it is sent: a live credential never leaves the page. */
export const readCredential = (text: string): ReadCredential => {
  const token = text.trim();
  if (token === '') return { problem: 'Paste a sandbox credential: it begins with onyx_sandbox_.' };
  if (LIVE.test(token)) {
    return {
      problem:
        'This is a live credential. It was not sent anywhere, and it must never be in a browser: clear your clipboard, and use a sandbox credential here.',
    };
  }
  if (!FORM.test(token)) {
    return { problem: 'This is no sandbox credential: one begins with onyx_sandbox_ and has 89 characters.' };
  }
  if (checksum(token.slice(0, -CHECKSUM_LENGTH)) !== token.slice(-CHECKSUM_LENGTH)) {
    return { problem: 'A character of this credential is missing or wrong: its checksum does not fit. Copy it again.' };
  }
  return { token };
};
