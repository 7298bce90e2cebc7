// What a partner's build runs: quicktype makes classes in Python for the answers to a document.
// node generate-python.mjs SCHEMA DOCUMENT, where SCHEMA is the answer to the introspection query
import { readFileSync } from 'node:fs';
import { InputData, quicktype } from 'quicktype-core';
import { GraphQLInput } from 'quicktype-graphql-input';

const [schema, document] = process.argv.slice(2).map((path) => readFileSync(path, 'utf8'));
const input = new GraphQLInput();
await input.addSource({ kind: 'graphql', name: 'CreateOrder', schema: JSON.parse(schema), query: document });
const inputData = new InputData();
inputData.addInput(input);
const { lines } = await quicktype({ inputData, lang: 'python', rendererOptions: { 'python-version': '3.7' } });
process.stdout.write(lines.join('\n'));
