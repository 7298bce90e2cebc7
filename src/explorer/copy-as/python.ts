import type { Call } from './call.ts';

/** JSON's strings are Python's too, as JSON.stringify writes them. */
const literal = (value: unknown, indent = ''): string => {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object') return JSON.stringify(value);
  const inner = `${indent}    `;
  const entries = Array.isArray(value)
    ? value.map((item) => literal(item, inner))
    : Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${literal(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) return open + close;
  return `${open}\n${entries.map((entry) => `${inner}${entry},\n`).join('')}${indent}${close}`;
};

/** A text on lines of its own. Python ends it at three quotes and reads backslashes; a lone CR it would change. */
const block = (text: string): string =>
  `"""\n${text.replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"').replaceAll('\r', '\\r').trimEnd()}\n"""`;

/** A program for Python 3 with nothing to install. The credential is its environment's. */
export const asPython = ({ origin, query, variables }: Call): string => `import json
import os
import urllib.error
import urllib.request

QUERY = ${block(query)}
VARIABLES = ${literal(variables)}

request = urllib.request.Request(
    ${JSON.stringify(`${origin}/graphql`)},
    data=json.dumps({"query": QUERY, "variables": VARIABLES}).encode(),
    headers={
        "Authorization": "Bearer " + os.environ["ONYX_CREDENTIAL"],
        "Content-Type": "application/json",
    },
)
try:
    response = urllib.request.urlopen(request)
except urllib.error.HTTPError as refused:
    response = refused
print(json.dumps(json.load(response), indent=2))
`;
