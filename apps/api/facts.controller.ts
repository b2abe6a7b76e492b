import { Body, Controller, Param, Patch, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Receipt } from '#engine/record/handle.js';
import { Problem, type ProblemCode } from '#kernel/problem.js';
import { Answers } from './description/answers.js';
import { RECORDING } from './description/problems.js';
import { RecordFact } from './messages.js';
import { RECEIPT } from '#ledger/ledger.answers.js';
import type { FactRoute } from '#ledger/command-type.js';
import { COMMANDS } from '#subjects/tables.js';

/**
 * The routes that record one fact each. Bodies are read by the ledger, which says what a well-formed one is; what the path names is put
 * beside the body. Answers 201 for a new fact, 200 for a repetition, when it is on disk.
 */
@Controller('v1')
@ApiTags('facts')
export class FactsController {
  constructor(private readonly commands: CommandBus) {}

  async record(type: string, { names }: FactRoute, id: string, body: unknown, reply: FastifyReply) {
    const data = names === undefined ? body : withPath(body, names, id);
    const receipt = await this.commands.execute(new RecordFact({ type, data }));
    return answerReceipt(receipt, reply);
  }
}

for (const [type, { route, problems }] of Object.entries(COMMANDS)) addRoute(type, route, problems);

/** What decorated methods would be, one per command. */
function addRoute(type: string, route: FactRoute, problems: readonly ProblemCode[] = []): void {
  const { prototype } = FactsController;
  const value = function (this: FactsController, id: string, body: unknown, reply: FastifyReply) {
    return this.record(type, route, id, body, reply);
  };
  // As the operation is called.
  Object.defineProperty(value, 'name', { value: type });
  Object.defineProperty(prototype, type, { value });
  const decorate = route.method === 'POST' ? Post : Patch;
  decorate(route.path)(prototype, type, { value });
  Answers(RECEIPT, { status: [201, 200], problems: [...RECORDING, ...problems] })(prototype, type, { value });
  if (route.names !== undefined) ApiParam({ name: 'id' })(prototype, type, { value });
  Param('id')(prototype, type, 0);
  Body()(prototype, type, 1);
  Res({ passthrough: true })(prototype, type, 2);
}

/** The answer to a fact. */
export function answerReceipt({ id, position, duplicate }: Receipt, reply: FastifyReply) {
  void reply.status(duplicate ? 200 : 201);
  return { id, position: String(position), duplicate };
}

/** The body with what the path names; a body that names it too is refused. */
function withPath(body: unknown, name: string, value: string): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  if (Object.hasOwn(body, name))
    throw new Problem('invalid-request', `${name} is named by the path already: leave it out`);
  return { ...body, [name]: value };
}
