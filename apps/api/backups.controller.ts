import { Body, Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { BACKUP_TAKEN } from '#book/backups/taking-backup.js';
import { Answers } from './description/answers.js';
import { RECORDING } from './description/problems.js';
import { Needs } from './guard/needs.js';
import { TakeBackup } from './messages.js';

/** Copies of the book, for the day on which its disk is lost. */
@Controller('v1/backups')
@ApiTags('history')
export class BackupsController {
  constructor(private readonly commands: CommandBus) {}

  /** The log, what is to leave the house and who asked for what, as they are at one moment; it is answered when all of it was looked at. */
  @Post()
  @Needs('admin')
  @Answers(BACKUP_TAKEN, { status: [201, 200], problems: [...RECORDING, 'not-found'] })
  @ApiOperation({ summary: 'Copy the book into a folder of the server' })
  async takeBackup(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const taken = await this.commands.execute(new TakeBackup({ body }));
    void reply.status(taken.duplicate ? 200 : 201);
    return taken;
  }
}
