import { Html, html } from './html.ts';
import { STYLE } from './style.ts';

/** The first letter or digit of a name, as a sign of whose page it is. */
const initialOf = (name: string): string => (/[\p{L}\p{N}]/u.exec(name)?.[0] ?? '·').toUpperCase();

const header = (partner: string): Html =>
  html`<header><span aria-hidden="true">${initialOf(partner)}</span>${partner}</header>`;

/** A whole page, in a partner's name where there is one. */
export const frame = (title: string, partner: string | null, body: Html): string => {
  const shownTitle = partner === null ? title : `${title} – ${partner}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<link rel="icon" href="data:,">
<title>${shownTitle}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
${partner === null ? null : header(partner)}
<main>
${body}
</main>
</body>
</html>
`.text;
};
