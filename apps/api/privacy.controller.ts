import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import { Type } from 'typebox';
import { RECEIPT } from '#ledger/ledger.answers.js';
import { Answers } from './description/answers.js';
import { READING, RECORDING, WAITING } from './description/problems.js';
import { FAULT_LOG, type FaultLog } from './edge/problem.filter.js';
import { takenBy } from './edge/taken.js';
import { answerReceipt } from './facts.controller.js';
import { Needs } from './guard/needs.js';
import { EraseCustomer, ExportCustomer } from './messages.js';

const NDJSON = 'application/x-ndjson';
const LINES = Type.String({
  description:
    'A line of JSON each: kind event as the journal has it, kind label for each move between parts of the population',
});

/** What is done for people whom the book knows. */
@Controller('v1/customers')
@ApiTags('things')
export class PrivacyController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(FAULT_LOG) private readonly log: FaultLog,
  ) {}

  @Post(':id/erase')
  @Needs('privacy')
  @Answers(RECEIPT, {
    status: [201, 200],
    problems: [...RECORDING, ...WAITING, 'not-found', 'not-sealed', 'legal-hold'],
  })
  async eraseCustomer(
    @Param('id') customerId: string,
    @Body() data: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerReceipt(await this.commands.execute(new EraseCustomer({ customerId, data })), reply);
  }

  /** Every event that is of the customer, open, whatever else the key may see, and every label that figures know it by, with both clocks. */
  @Get(':id/export')
  @Needs('privacy')
  @Answers(LINES, { type: NDJSON, problems: [...READING, 'not-found', 'customer-erased'] })
  @ApiOperation({ summary: 'Hand out all that is known of a customer' })
  async exportCustomer(
    @Param('id') customerId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    const lines = await this.queries.execute(new ExportCustomer({ customerId }));
    void reply.headers({ 'content-type': NDJSON, 'content-disposition': 'attachment; filename="customer.ndjson"' });
    return takenBy(reply, {
      next: () => this.nextOf(lines),
      drop: async () => {
        await lines.return();
      },
    });
  }

  private async nextOf(lines: AsyncGenerator<Uint8Array, void>): Promise<Uint8Array | undefined> {
    try {
      const { done, value } = await lines.next();
      return done === true ? undefined : value;
    } catch (error) {
      // The status is sent: that the connection breaks off is all that its client hears.
      this.log.error({ err: error }, 'an export of a customer broke off');
      throw error;
    }
  }
}
