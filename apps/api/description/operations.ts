import type { OpenAPIObject } from '@nestjs/swagger';
import { listOf } from '#kernel/list-of.js';
import type { ProblemCode } from '#kernel/problems.js';
import type { CommandType, Data } from '#ledger/command-type.js';
import { COMMANDS } from '#subjects/tables.js';
import { PROBLEM_CODES, PROBLEM_MORE } from './answers.js';
import { FILE_TYPE, FORM_TYPE } from '../edge/file-body.js';
import { described, type Example } from './example.js';
import { EXAMPLES } from './examples.js';
import { PATH_WORDS } from './parameter-words.js';
import { codesOf, problemResponses } from './problems.js';
import { BODIES } from './bodies.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = Exclude<NonNullable<Operation['parameters']>[number], { readonly $ref: string }>;
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

const METHODS: readonly Method[] = ['get', 'post', 'put', 'patch', 'delete'];
const JSON_TYPE = 'application/json';
const FILE = { type: 'string', format: 'binary' };
/** A file with its map, and further tables for it. */
const FORM = {
  type: 'object',
  properties: { file: FILE, map: { type: 'string' } },
  required: ['file'],
  additionalProperties: FILE,
};
const ID = { type: 'string', minLength: 1, maxLength: 200 } as const;

/** What the routes do not say themselves is added: requests, examples, problems, words. */
export function completed(document: OpenAPIObject): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths))
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      const example = EXAMPLES.find((one) => one.route === path && one.method.toLowerCase() === method);
      if (example !== undefined) addExample(operation, example);
      describePath(operation, example?.path ?? []);
      addProblems(operation);
    }
  return document;
}

function addExample(
  operation: Operation,
  { method, route, summary, body, lines, file, query = {}, type: sent = JSON_TYPE }: Example,
): void {
  operation.summary = summary;
  const [type, fact] =
    Object.entries(COMMANDS).find(([, one]) => one.route.method === method && described(one.route) === route) ?? [];
  if (fact !== undefined) Object.assign(operation, { 'x-fact': factOf(type, fact) });
  const schema =
    fact === undefined ? (BODIES[route] ?? { type: 'object' }) : withoutPath(fact.input.schema, fact.route.names);
  const content =
    file !== undefined
      ? { [FILE_TYPE]: { schema: FILE, example: file }, [FORM_TYPE]: { schema: FORM } }
      : lines !== undefined
        ? {
            'application/x-ndjson': {
              schema: { type: 'string' },
              example: lines.map((line) => JSON.stringify(line)).join('\n'),
            },
          }
        : { [sent]: { schema, example: body } };
  if (body === undefined && lines === undefined && file === undefined) delete operation.requestBody;
  else operation.requestBody = { required: true, content };
  for (const [name, value] of Object.entries(query)) {
    const parameter = parameterOf(operation, 'query', name);
    parameter.example = readAs(value, parameter);
  }
}

/** What lines of `/v1/bulk` call a fact, the stream of the log that it is recorded in, and the field of it that the path names. */
function factOf(type: string | undefined, command: CommandType): object {
  const { names } = command.route;
  return { type, stream: command.touches(PLACEHOLDERS).writes, ...(names !== undefined && { names }) };
}

/** Every field by its name. */
const PLACEHOLDERS = new Proxy<Data>({}, { get: (_, field) => `{${String(field)}}` });

/** What the path names is no field of the body. */
function withoutPath(schema: CommandType['input']['schema'], names: string | undefined) {
  if (names === undefined) return schema;
  const { [names]: _named, ...properties } = schema.properties;
  return { ...schema, properties, required: schema.required.filter((name) => name !== names) };
}

/** @throws Error for one that the operation does not have: its example would be refused */
function parameterOf({ parameters = [], operationId = '' }: Operation, place: string, name: string): Parameter {
  const found = parameters.find((one): one is Parameter => 'name' in one && one.in === place && one.name === name);
  if (found === undefined) throw new Error(`${operationId} has no parameter ${name}`);
  return found;
}

/** The text of an address as what it stands for. */
function readAs(text: string, { schema }: Parameter): unknown {
  const type = schema !== undefined && 'type' in schema ? schema.type : undefined;
  if (type === 'array') return listOf(text);
  return type === 'integer' || type === 'number' ? Number(text) : text;
}

function describePath({ parameters = [] }: Operation, values: readonly string[]): void {
  const inPath = parameters.filter((one): one is Parameter => 'name' in one && one.in === 'path');
  inPath.forEach((parameter, i) => {
    parameter.description = PATH_WORDS[parameter.name] ?? '';
    parameter.schema = { ...ID, ...parameter.schema };
    if (values[i] !== undefined) parameter.example = values[i];
  });
}

/** An operation as the decorators leave it. */
interface Declared extends Operation {
  readonly [PROBLEM_CODES]?: readonly ProblemCode[];
  readonly [PROBLEM_MORE]?: object;
}

function addProblems(operation: Declared): void {
  const codes = codesOf(operation[PROBLEM_CODES] ?? [], operation.requestBody !== undefined);
  const more = operation[PROBLEM_MORE];
  Object.assign(operation, { [PROBLEM_CODES]: codes, [PROBLEM_MORE]: undefined });
  for (const [status, problem] of Object.entries(problemResponses(codes, more === undefined ? [] : [more]))) {
    // One status may be an answer and a problem.
    const { description, content } = { description: '', content: {}, ...operation.responses[status] };
    operation.responses[status] = {
      description: [description, problem.description].filter((text) => text !== '').join('\n'),
      content: { ...content, ...problem.content },
    };
  }
}
