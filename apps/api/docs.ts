import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import { ApiPropertyOptional } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PROBLEMS } from '#kernel/problem.js';
import { describeCommand } from '#ledger/describe.js';
import { described, type Example } from './example.js';
import { EXAMPLES } from './examples.js';
import { COMMANDS } from '#subjects/tables.js';
import * as parameters from './parameters.js';

const DESCRIPTION = `Facts go in, figures come out, as of any day, as known at any day. Money and quantities are decimal strings; a date in a
question is the whole day. A customer with an event that this release cannot decode stands as before it and has \`stale\` (since which position, of
which type, why); \`meta.stale\` of an answer is how many there are, absent where none is. Errors are problems (RFC 9457) with a code: ${Object.keys(PROBLEMS).join(', ')}.`;

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** `/openapi.json` and `/docs`, made from the routes, the readers of facts, the parameter classes and the examples. */
export function addDocs(app: NestFastifyApplication): void {
  for (const kind of Object.values(parameters)) describeParameters(kind);
  const config = new DocumentBuilder().setTitle('Tallybook').setDescription(DESCRIPTION).setVersion('1').build();
  const document = (): OpenAPIObject => withExamples(SwaggerModule.createDocument(app, config));
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'openapi.json', customSiteTitle: 'Tallybook API' });
}

/** Every validated field of a parameter class is one that may be given. */
function describeParameters(kind: { readonly prototype: object }): void {
  const found = getMetadataStorage().getTargetValidationMetadatas(kind as never, '', false, false);
  const names = new Set(found.map(({ propertyName }) => propertyName));
  for (const name of names) ApiPropertyOptional({ type: String })(kind.prototype, name);
}

function withExamples(document: OpenAPIObject): OpenAPIObject {
  for (const example of EXAMPLES) {
    const path = document.paths[example.route];
    const operation = path?.[example.method.toLowerCase() as 'get'];
    if (operation !== undefined) addExample(operation, example);
  }
  return document;
}

function addExample(
  operation: Operation,
  { method, route, summary, body, lines, query = {}, path = [] }: Example,
): void {
  operation.summary = summary;
  const fact = Object.values(COMMANDS).find((one) => one.route.method === method && described(one.route) === route);
  const schema = fact === undefined ? { type: 'object' } : withoutPath(describeCommand(fact), fact.route.names);
  if (lines !== undefined) {
    const text = lines.map((line) => JSON.stringify(line)).join('\n');
    operation.requestBody = {
      required: true,
      content: { 'application/x-ndjson': { schema: { type: 'string' }, example: text } },
    };
  } else if (body !== undefined) {
    operation.requestBody = {
      required: true,
      content: { 'application/json': { schema: schema as object, example: body } },
    };
  }
  addParameters(operation, query, path);
}

/** What the path names is no field of the body. */
function withoutPath(schema: ReturnType<typeof describeCommand>, names: string | undefined) {
  if (names === undefined) return schema;
  const { [names]: _named, ...properties } = schema.properties ?? {};
  return { ...schema, properties, required: (schema.required ?? []).filter((name) => name !== names) };
}

function addParameters(operation: Operation, query: NonNullable<Example['query']>, path: readonly string[]): void {
  const parameters = (operation.parameters ?? []).filter((one) => 'name' in one);
  const inPath = parameters.filter((one) => one.in === 'path');
  inPath.forEach((one, i) => (one.example = path[i]));
  for (const [name, value] of Object.entries(query)) {
    const known = parameters.find((one) => one.in === 'query' && one.name === name);
    if (known === undefined)
      parameters.push({ name, in: 'query', required: false, schema: { type: 'string' }, example: value });
    else known.example = value;
  }
  operation.parameters = parameters;
}
