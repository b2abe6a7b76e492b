import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { RECEIPT } from '#ledger/ledger.answers.js';
import { Answers } from './description/answers.js';
import { RECORDING, WAITING } from './description/problems.js';
import { answerReceipt } from './facts.controller.js';
import { Needs } from './guard/needs.js';
import { EraseCustomer } from './messages.js';

/** What is done for people whom the book knows. */
@Controller('v1/customers')
@ApiTags('things')
export class PrivacyController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/erase')
  @Needs('privacy')
  @Answers(RECEIPT, { status: [201, 200], problems: [...RECORDING, ...WAITING, 'not-found', 'not-sealed'] })
  async eraseCustomer(
    @Param('id') customerId: string,
    @Body() data: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerReceipt(await this.commands.execute(new EraseCustomer({ customerId, data })), reply);
  }
}
