import { Body, Controller, Delete, Headers, Param, Patch, Post, Put, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiHeader, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Receipt } from '#engine/record/handle.js';
import { Problem } from '#kernel/problem.js';
import { Answers } from './description/answers.js';
import { RECORDING } from './description/problems.js';
import { RecordFact } from './messages.js';
import { RECEIPT, VERSIONED } from '#ledger/ledger.answers.js';
import type { CommandType, FactRoute } from '#ledger/command-type.js';
import { neededFor } from '#kernel/scopes.js';
import { COMMANDS } from '#subjects/tables.js';
import { entityTag, versionAsked } from './versions.js';
import { Needs } from './guard/needs.js';

/**
 * The routes that record one fact each. Bodies are read by the ledger, which says what a well-formed one is; what the path names is put
 * beside the body, and so is the version that headers name. Answers 201 for a new fact, 200 for a repetition, when it is on disk.
 */
@Controller('v1')
@ApiTags('facts')
export class FactsController {
  constructor(private readonly commands: CommandBus) {}

  async record(type: string, { names }: FactRoute, { id, body, reply }: Sent) {
    const data = names === undefined ? body : withSaid(body, names, id, 'the path');
    const receipt = await this.commands.execute(new RecordFact({ type, data }));
    return answerReceipt(receipt, reply);
  }

  /** Of a thing with versions: 201 where it was not there before, 200 where it is another or the same now, or none any more. */
  async change(type: string, { names = 'id' }: FactRoute, { id, body = {}, reply, headers }: Sent) {
    const follows = versionAsked(headers);
    const named = withSaid(body, names, id, 'the path');
    const data = follows === undefined ? named : withSaid(named, 'ifMatch', follows, 'a header');
    return answerVersion(await this.commands.execute(new RecordFact({ type, data })), reply);
  }
}

/** What a request brings. */
interface Sent {
  readonly id: string;
  readonly body: unknown;
  readonly reply: FastifyReply;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

const BY_METHOD = { POST: Post, PATCH: Patch, PUT: Put, DELETE: Delete } as const;
const CONDITIONS = {
  'If-Match': 'The ETag of the version to change, or * for any that is there: 412 where it is another one.',
  'If-None-Match': 'Only *: the thing must not be there yet, 412 where it is.',
} as const;

for (const [type, command] of Object.entries(COMMANDS)) addRoute(type, command);

/** What decorated methods would be, one per command. */
function addRoute(type: string, command: CommandType): void {
  const { route, problems = [], versioned } = command;
  const { prototype } = FactsController;
  const value = function (
    this: FactsController,
    id: string,
    body: unknown,
    reply: FastifyReply,
    headers: Sent['headers'],
  ) {
    const sent = { id, body, reply, headers };
    return versioned === true ? this.change(type, route, sent) : this.record(type, route, sent);
  };
  // As the operation is called.
  Object.defineProperty(value, 'name', { value: type });
  Object.defineProperty(prototype, type, { value });
  BY_METHOD[route.method](route.path)(prototype, type, { value });
  Needs(neededFor(type, command))(prototype, type, { value });
  const status = route.method === 'DELETE' ? 200 : [201, 200];
  const answer = versioned === true ? VERSIONED : RECEIPT;
  Answers(answer, { status, problems: [...RECORDING, ...problems] })(prototype, type, { value });
  if (route.names !== undefined) ApiParam({ name: 'id' })(prototype, type, { value });
  const conditions = versioned === true ? Object.entries(CONDITIONS) : [];
  for (const [name, description] of conditions)
    ApiHeader({ name, description, required: false, schema: { type: 'string' } })(prototype, type, { value });
  Param('id')(prototype, type, 0);
  Body()(prototype, type, 1);
  Res({ passthrough: true })(prototype, type, 2);
  Headers()(prototype, type, 3);
}

/** A receipt, with its position as it is told to whoever sent the fact. */
type Told = Omit<Receipt, 'position'> & { readonly position: number | string };

/** The answer to a fact. */
export function answerReceipt({ id, position, duplicate }: Told, reply: FastifyReply) {
  void reply.status(duplicate ? 200 : 201);
  return { id, position: String(position), duplicate };
}

/** The answer to a change of a thing with versions. */
function answerVersion({ id, position, told = {} }: Told, reply: FastifyReply) {
  const { version, created } = told as { readonly version: number; readonly created: boolean };
  void reply.status(created ? 201 : 200).header('etag', entityTag(version));
  return { id, version, position: String(position) };
}

/** The body with what is said elsewhere; a body that says it too is refused. @param where it is said */
function withSaid(body: unknown, name: string, value: unknown, where: string): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  if (Object.hasOwn(body, name))
    throw new Problem('invalid-request', `${name} is named by ${where} already: leave it out`);
  return { ...body, [name]: value };
}
