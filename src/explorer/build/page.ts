import type { Bundle } from './bundle.ts';

/** Stands where the server puts what it draws for each answer. */
export const NONCE_PLACE = '{{nonce}}';

/** The page. What its scripts have to know of their surroundings stands in the attributes of its one element. */
export const page = ({ script, style, preloads, workers }: Bundle, schema: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>Onyx explorer</title>
<link rel="stylesheet" href="${style}">
<script type="module" src="${script}" nonce="${NONCE_PLACE}"></script>
${preloads.map((url) => `<link rel="modulepreload" href="${url}">`).join('\n')}
</head>
<body>
<div id="explorer" data-schema="${schema}" data-editor-worker="${workers.editor}" data-json-worker="${workers.json}" data-graphql-worker="${workers.graphql}">
<noscript>The explorer needs JavaScript. Without it, the commands that the server prints when it starts do the same.</noscript>
</div>
</body>
</html>
`;
