import { Body, Controller, Param, Patch, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import type { Receipt } from '#kernel/handle.js';
import { Problem } from '#kernel/problem.js';
import type { CommandType } from '#ledger/ledger.js';
import { RecordFact } from './dispatch.js';

/**
 * The routes that record one fact each. Bodies are read by the ledger, which says what a well-formed one is; what the path names is put
 * beside the body. Answers 201 for a new fact, 200 for a repetition, when it is on disk.
 */
@Controller('v1')
export class FactsController {
  constructor(private readonly commands: CommandBus) {}

  @Post('customers')
  registerCustomer(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.record('RegisterCustomer', body, reply);
  }

  @Patch('customers/:id')
  changeCustomer(@Param('id') id: string, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.record('ChangeCustomer', withPath(body, 'customerId', id), reply);
  }

  @Post('customers/:id/close')
  closeCustomer(@Param('id') id: string, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.record('CloseCustomer', withPath(body, 'customerId', id), reply);
  }

  @Post('customers/:id/reopen')
  reopenCustomer(@Param('id') id: string, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.record('ReopenCustomer', withPath(body, 'customerId', id), reply);
  }

  @Post('sales')
  recordSale(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.record('RecordSale', body, reply);
  }

  @Post('sales/:id/refunds')
  refundSale(@Param('id') id: string, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.record('RefundSale', withPath(body, 'saleId', id), reply);
  }

  @Post('sales/:id/void')
  voidSale(@Param('id') id: string, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.record('VoidSale', withPath(body, 'saleId', id), reply);
  }

  @Post('credits')
  recordCredit(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.record('RecordCredit', body, reply);
  }

  @Post('interactions')
  logInteraction(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.record('LogInteraction', body, reply);
  }

  @Post('interactions/:id/void')
  voidInteraction(@Param('id') id: string, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.record('VoidInteraction', withPath(body, 'interactionId', id), reply);
  }

  private async record(type: CommandType, data: unknown, reply: FastifyReply) {
    const receipt: Receipt = await this.commands.execute(new RecordFact(type, data));
    void reply.status(receipt.duplicate ? 200 : 201);
    return { id: receipt.id, position: String(receipt.position), duplicate: receipt.duplicate };
  }
}

/** The body with what the path names; a body that names it too is refused. */
function withPath(body: unknown, name: string, value: string): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  if (Object.hasOwn(body, name))
    throw new Problem('invalid-request', `${name} is named by the path already: leave it out`);
  return { ...body, [name]: value };
}
