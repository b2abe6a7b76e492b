import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { DELIVERIES, DELIVERY } from '#book/delivering/delivery.answers.js';
import { WEBHOOK_SECRET } from '#book/webhooks/webhook.answers.js';
import { Answers } from './description/answers.js';
import { ListDeliveries, RetryDelivery, ShowWebhookSecret, TestChannel } from './messages.js';
import { given } from './given.js';
import { DeliveryParameters } from './parameters.js';
import { Needs } from './guard/needs.js';

/** What leaves the house, as the outbox has it: no facts, and on no clock of the book. */
@Controller('v1')
@ApiTags('deliveries')
export class DeliveriesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('deliveries')
  @Needs('admin')
  @Answers(DELIVERIES, { problems: ['views-unavailable'] })
  listDeliveries(@Query() asked: DeliveryParameters) {
    return this.queries.execute(new ListDeliveries(given(asked)));
  }

  @Post('deliveries/:id/retry')
  @Needs('admin')
  @HttpCode(200)
  @Answers(DELIVERY, { problems: ['not-found', 'views-unavailable'] })
  retryDelivery(@Param('id') id: string) {
    return this.commands.execute(new RetryDelivery({ id }));
  }

  @Get('webhooks/:id/secret')
  @Needs('admin')
  @Answers(WEBHOOK_SECRET, { problems: ['not-found', 'log-unavailable', 'views-unavailable'] })
  showWebhookSecret(@Param('id') id: string) {
    return this.queries.execute(new ShowWebhookSecret({ id }));
  }

  @Post('channels/:id/test')
  @Needs('admin')
  @HttpCode(202)
  @Answers(DELIVERY, { status: 202, problems: ['not-found', 'log-unavailable', 'views-unavailable'] })
  testChannel(@Param('id') id: string) {
    return this.commands.execute(new TestChannel({ id }));
  }
}
