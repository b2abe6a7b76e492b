import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Needs } from './guard/needs.js';
import { LookAtUnsubscribing, Unsubscribe } from './messages.js';
import { routeConfig } from './route-config.js';

/** A page of its own that sends its one form to where it comes from. */
const POLICY =
  "default-src 'none'; form-action 'self'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/** Where links in messages to customers lead: whoever has one wants no more of them. For people and mail programs, not for services. */
@Controller('v1/unsubscribe')
export class UnsubscribeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** Changes nothing: programs look at links that nobody has followed. */
  @Get(':token')
  @Needs('none')
  @routeConfig({ isPage: true })
  @ApiExcludeEndpoint()
  async look(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    await this.queries.execute(new LookAtUnsubscribing({ token }));
    await answer(reply, '<form method="post"><button>Unsubscribe / 退订</button></form>');
  }

  /** What the page sends, and mail programs do by themselves (RFC 8058). */
  @Post(':token')
  @Needs('none')
  @routeConfig({ isPage: true, takesFields: true })
  @ApiExcludeEndpoint()
  async unsubscribe(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    await this.commands.execute(new Unsubscribe({ token }));
    await answer(reply, '<p>You will not be written to any more. / 已退订。</p>');
  }
}

async function answer(reply: FastifyReply, content: string): Promise<void> {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Unsubscribe / 退订</title><main>${content}</main></html>`;
  await reply
    .status(200)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'no-store',
    })
    .send(page);
}
