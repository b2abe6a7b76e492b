import { Body, Controller, Get, Param, Post, Query, Res, UseInterceptors } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { GRANTS, KEY_ISSUED, KEY_ROTATED, KEYS, ME, ROLES_SHOWN } from '#book/access/access.answers.js';
import { RECEIPT } from '#ledger/ledger.answers.js';
import { Answers } from './description/answers.js';
import { RECORDING } from './description/problems.js';
import { answerReceipt } from './facts.controller.js';
import { given } from './given.js';
import { Needs } from './guard/needs.js';
import {
  DefineRole,
  GiveGrant,
  IssueKey,
  ListGrants,
  ListKeys,
  ListRoles,
  RevokeKey,
  RotateKey,
  SetQuota,
  ShowMe,
  WithdrawGrant,
} from './messages.js';
import { AccessParameters, GrantParameters, ReadParameters } from './parameters.js';
import { WaitForPosition } from './wait.interceptor.js';

const LISTING = ['log-unavailable'] as const;

/** Who may ask and do what. What is said here holds when it is answered; in other processes within a second. */
@Controller('v1')
@ApiTags('access')
export class AccessController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** The key itself is told this once, and kept nowhere: the same again is a duplicate without it. */
  @Post('keys')
  @Needs('admin')
  @Answers(KEY_ISSUED, { status: [201, 200], problems: RECORDING })
  async issueKey(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const { receipt, secret } = await this.commands.execute(new IssueKey({ body }));
    return given({ ...answerReceipt(receipt, reply), secret });
  }

  /** Another secret for a key; the one before is good for `overlapHours` more, 24 unless said. */
  @Post('keys/:id/rotate')
  @Needs('admin')
  @Answers(KEY_ROTATED, { status: [201, 200], problems: [...RECORDING, 'not-found'] })
  async rotateKey(@Param('id') id: string, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const { receipt, secret, oldUntil } = await this.commands.execute(new RotateKey({ id, body }));
    return given({ ...answerReceipt(receipt, reply), secret, oldUntil });
  }

  /** None of its secrets is good any more. */
  @Post('keys/:id/revoke')
  @Needs('admin')
  @Answers(RECEIPT, { status: [201, 200], problems: [...RECORDING, 'not-found', 'last-admin'] })
  async revokeKey(@Param('id') id: string, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return answerReceipt(await this.commands.execute(new RevokeKey({ id, body })), reply);
  }

  @Get('keys')
  @Needs('admin')
  @Answers(KEYS, { problems: LISTING })
  listKeys(@Query() { knownAt }: AccessParameters) {
    return this.queries.execute(new ListKeys(given({ knownAt })));
  }

  /** Those who have the role may that from now on. */
  @Post('roles')
  @Needs('admin')
  @Answers(RECEIPT, { status: [201, 200], problems: [...RECORDING, 'last-admin'] })
  async defineRole(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return answerReceipt(await this.commands.execute(new DefineRole({ body })), reply);
  }

  @Get('roles')
  @Needs('admin')
  @Answers(ROLES_SHOWN, { problems: LISTING })
  listRoles(@Query() { knownAt }: AccessParameters) {
    return this.queries.execute(new ListRoles(given({ knownAt })));
  }

  @Post('grants')
  @Needs('admin')
  @Answers(RECEIPT, { status: [201, 200], problems: [...RECORDING, 'last-admin'] })
  async giveGrant(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return answerReceipt(await this.commands.execute(new GiveGrant({ body })), reply);
  }

  @Post('grants/:id/withdraw')
  @Needs('admin')
  @Answers(RECEIPT, { status: [201, 200], problems: [...RECORDING, 'not-found', 'last-admin'] })
  async withdrawGrant(@Param('id') id: string, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return answerReceipt(await this.commands.execute(new WithdrawGrant({ id, body })), reply);
  }

  /** What a principal may have in a business day, in the place of what was said before; of what is left out there is no end. */
  @Post('quotas')
  @Needs('admin')
  @Answers(RECEIPT, { status: [201, 200], problems: [...RECORDING, 'not-found'] })
  async setQuota(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return answerReceipt(await this.commands.execute(new SetQuota({ body })), reply);
  }

  /** Those that hold, or held by what was known at a time. */
  @Get('grants')
  @Needs('admin')
  @Answers(GRANTS, { problems: LISTING })
  listGrants(@Query() { knownAt, principal }: GrantParameters) {
    return this.queries.execute(new ListGrants(given({ knownAt, principal })));
  }

  /** What who asks may; asked with a `position` it waits until the figures have it. */
  @Get('me')
  @Needs('any')
  @UseInterceptors(WaitForPosition)
  @Answers(ME, { problems: ['not-yet-projected', 'views-unavailable', ...LISTING] })
  showMe(@Query() _: ReadParameters) {
    return this.queries.execute(new ShowMe({}));
  }
}
