import { createHash } from 'node:crypto';

/** The one style of the page: the colours have a contrast of 4.5 or more on what they stand on, light and dark. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#f2f4f7;--card:#fff;--text:#16191f;--soft:#545b67;--line:#d9dde3;--accent:#0b57d0;--on:#fff;--mark:#e7effc;--warn:#fdf3d8;--warn-text:#5c4300}
@media(prefers-color-scheme:dark){:root{--ground:#101318;--card:#1a1e25;--text:#eef1f5;--soft:#adb5c1;--line:#353b45;--accent:#a8c7fa;--on:#06214f;--mark:#22304a;--warn:#3d3210;--warn-text:#fbe6a2}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;-webkit-text-size-adjust:100%}
header,main{max-width:34rem;margin:0 auto;padding:1.5rem 1.25rem 0}
main{padding-bottom:3rem}
header{display:flex;align-items:center;gap:.75rem;font-weight:600;overflow-wrap:anywhere}
header span{flex:none;display:grid;place-items:center;width:2.25rem;height:2.25rem;border-radius:.7rem;background:var(--accent);color:var(--on)}
h1{font-size:1.75rem;line-height:1.2;letter-spacing:-.01em;margin:0 0 .5rem;text-wrap:balance}
h2{font-size:1.125rem;margin:1.75rem 0 .5rem}
p{margin:.5rem 0}
.lead{margin-bottom:1.25rem}
.soft{color:var(--soft);font-size:.9375rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:1rem;padding:1.25rem;margin:1.25rem 0}
.plan strong{display:block;font-size:1.125rem;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1.25rem;margin:.75rem 0 0}
dt{color:var(--soft)}
dd{margin:0}
.warn{background:var(--warn);color:var(--warn-text);border-radius:.75rem;padding:.7rem 1rem;margin:1rem 0}
.act{display:block;width:100%;min-height:3.25rem;padding:.8rem 1.25rem;border:2px solid var(--accent);border-radius:.9rem;background:var(--accent);color:var(--on);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.act+.act{margin-top:.75rem}
.second{background:none;color:var(--accent)}
:focus-visible{outline:3px solid var(--text);outline-offset:3px}
ol,ul{margin:.5rem 0;padding-left:1.4rem}
li{margin:.4rem 0;padding-left:.2rem}
.qr{background:#fff;border:1px solid var(--line);border-radius:1rem;padding:.5rem;max-width:18rem;margin:1rem auto}
.qr svg{display:block;width:100%;height:auto}
form{margin-top:1.25rem}
.soft+details{margin-top:1.25rem}
details{border-top:1px solid var(--line)}
details:last-of-type{border-bottom:1px solid var(--line)}
summary{padding:.9rem 0;font-weight:600;cursor:pointer}
details>:last-child{margin-bottom:1.25rem}
code{display:block;background:var(--mark);border-radius:.6rem;padding:.6rem .8rem;margin:.25rem 0 .9rem;font:.9375rem/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere;-webkit-user-select:all;user-select:all}
footer{margin-top:2rem}
@media(min-width:48rem){body{padding-top:2rem}}
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** The page loads nothing, runs nothing, and sends its form to this server alone. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-language': 'en',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  vary: 'User-Agent',
};
