/** The one style of the documentation: every colour has a contrast of 4.5 or more on what it stands on, light and dark. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--side:#f6f7f9;--text:#1b1f26;--soft:#565e6b;--line:#dfe3e8;--accent:#0b57d0;--mark:#eef3fb;--code:#f6f7f9;--key:#0b57d0;--string:#146c2e;--word:#8a2a8a;--number:#9a3412;--note:#5d6673}
@media(prefers-color-scheme:dark){:root{--ground:#121519;--side:#181c21;--text:#e6e9ee;--soft:#a6aebb;--line:#313841;--accent:#9cc2ff;--mark:#1e2937;--code:#1a1e24;--key:#9cc2ff;--string:#8fd6a0;--word:#d9a5e8;--number:#f0b48a;--note:#9aa3b0}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
a{color:var(--accent);text-underline-offset:.15em;text-decoration-thickness:.06em}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
main:focus{outline:none}
.skip{position:absolute;left:-99rem;background:var(--ground);padding:.5rem 1rem;z-index:1}
.skip:focus{left:0;top:0}
header{border-bottom:1px solid var(--line);padding:.7rem 1.5rem}
header a{color:inherit;font-weight:650;text-decoration:none}
.layout{display:grid;grid-template-columns:17rem minmax(0,1fr)}
.layout>div{padding:2rem 3rem 4rem;max-width:calc(72ch + 12rem)}
.side{background:var(--side);border-right:1px solid var(--line);padding:1.25rem 1.5rem 3rem;position:sticky;top:0;align-self:start;height:100vh;overflow-y:auto;font-size:.9375rem}
nav p{margin:1.25rem 0 .35rem;font-size:.8125rem;font-weight:650;color:var(--soft)}
nav p:first-child{margin-top:0}
nav ul{list-style:none;margin:0;padding:0}
nav ul ul{margin:.15rem 0 .4rem;padding-left:.75rem;border-left:1px solid var(--line);font-size:.875rem}
nav li a{display:block;padding:.17rem 0;color:var(--text);text-decoration:none;line-height:1.4}
nav li a:hover{text-decoration:underline}
nav li a[aria-current]{color:var(--accent);font-weight:600}
nav ul ul a{color:var(--soft)}
.folded{display:none;border:1px solid var(--line);border-radius:.5rem;margin-bottom:1.25rem}
.folded summary{padding:.6rem .9rem;font-weight:600;cursor:pointer}
.folded nav{padding:0 .9rem .9rem}
.folded nav ul ul{display:none}
.folded nav li a{padding:.35rem 0}
main>*{max-width:72ch}
main>.code,main>.table{max-width:none}
h1{font-size:1.9rem;line-height:1.2;letter-spacing:-.015em;margin:0 0 1rem;text-wrap:balance}
h2{font-size:1.3rem;line-height:1.3;letter-spacing:-.01em;margin:2.5rem 0 .75rem}
h3{font-size:1.05rem;line-height:1.35;margin:1.9rem 0 .5rem;overflow-wrap:anywhere}
h2,h3{position:relative}
.anchor{position:absolute;left:-1.1rem;width:1.1rem;color:var(--soft);text-decoration:none;font-weight:400;opacity:0}
:is(h2,h3):hover>.anchor,.anchor:focus-visible{opacity:1}
p,ul,ol{margin:.75rem 0}
ul,ol{padding-left:1.4rem}
li{margin:.25rem 0}
code{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
:not(pre)>code{background:var(--mark);border-radius:.3rem;padding:.1em .3em;overflow-wrap:anywhere}
.code{margin:1rem 0;border:1px solid var(--line);border-radius:.5rem;background:var(--code);overflow:hidden}
figcaption{padding:.3rem .9rem;border-bottom:1px solid var(--line);color:var(--soft);font-size:.75rem;font-weight:600}
pre{margin:0;padding:.8rem .9rem;overflow-x:auto;tab-size:2;font-size:.9375rem;line-height:1.5}
.table{overflow-x:auto;margin:1rem 0}
table{border-collapse:collapse;font-size:.9375rem;line-height:1.5;min-width:min(100%,30rem)}
th,td{text-align:left;vertical-align:top;padding:.45rem 1.25rem .45rem 0;border-bottom:1px solid var(--line)}
th{font-weight:650;white-space:nowrap}
th:empty{padding:0;border:0}
td:first-child>code:only-child{white-space:nowrap}
img{max-width:100%;height:auto}
blockquote{margin:1rem 0;padding:.1rem 1rem;border-left:3px solid var(--line);color:var(--soft)}
.neighbours{display:flex;flex-wrap:wrap;gap:1rem;margin-top:3rem;max-width:72ch}
.neighbours a{flex:1 1 12rem;padding:.7rem .9rem;border:1px solid var(--line);border-radius:.5rem;text-decoration:none;font-weight:600}
.neighbours a:hover{border-color:var(--accent)}
.neighbours a[rel=next]{text-align:right}
.neighbours small{display:block;color:var(--soft);font-weight:400}
footer{margin-top:2rem;font-size:.875rem}
footer a{color:var(--soft)}
.hljs-comment,.hljs-meta{color:var(--note)}
.hljs-keyword,.hljs-literal,.hljs-built_in,.hljs-type{color:var(--word)}
.hljs-string,.hljs-regexp,.hljs-symbol{color:var(--string)}
.hljs-number,.hljs-variable.constant_{color:var(--number)}
.hljs-attr,.hljs-attribute,.hljs-title,.hljs-section,.hljs-property,.hljs-name{color:var(--key)}
@media(max-width:60rem){.layout{grid-template-columns:minmax(0,1fr)}.side{display:none}.folded{display:block}.layout>div{padding:1.25rem 1.25rem 3rem}header{padding:.7rem 1.25rem}.anchor{display:none}}
@media print{.side,.folded,.neighbours,.skip,header,footer{display:none}.layout{display:block}.layout>div{padding:0;max-width:none}pre{white-space:pre-wrap;overflow-wrap:anywhere}.code,tr{break-inside:avoid}h2,h3{break-after:avoid}body{font-size:10.5pt}}
`;
