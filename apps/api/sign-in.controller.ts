import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { ATTEMPT_MS, type SignInDesk } from '#book/access/sign-in.js';
import {
  NO_SESSION,
  NO_TICKET,
  sessionCookie,
  sessionIn,
  ticketCookie,
  ticketIn,
} from '#book/access/session-cookie.js';
import { BOOK, type Book } from '#book/book.js';
import { named, oneOf, type Told } from '#kernel/answer-schema.js';
import { Problem } from '#kernel/problem.js';
import { Answers } from './description/answers.js';
import { Needs } from './guard/needs.js';
import { ReturnParameters } from './parameters.js';
import { routeConfig } from './route-config.js';

const WAYS = named('WaysIn', 'How whoever asks is let in', {
  ways: Type.Array(oneOf(['key', 'sign-in'], 'a key in Authorization: Bearer; somebody who signs in at /auth/login')),
});

const LOGOUT_TOKEN = 'logout_token';

/** How people sign in and out: OpenID Connect, authorization code flow with PKCE. What is sent here is for browsers and for the issuer. */
@Controller('auth')
@ApiTags('access')
export class SignInController {
  constructor(@Inject(BOOK) private readonly book: Pick<Book, 'door' | 'signIn'>) {}

  /** Empty where everybody is let in. */
  @Get()
  @Needs('none')
  @Answers(WAYS)
  listWaysIn(): Told<typeof WAYS> {
    const { door, signIn } = this.book;
    if (door === undefined) return { ways: [] };
    return { ways: signIn === undefined ? ['key'] : ['key', 'sign-in'] };
  }

  /** Sends a browser to whoever signs people in. @param returnTo a path of this server where it goes on */
  @Get('login')
  @Needs('none')
  @routeConfig({ isPage: true })
  @ApiExcludeEndpoint()
  async login(@Query() { returnTo }: ReturnParameters, @Res() reply: FastifyReply): Promise<void> {
    const { address, ticket } = await this.desk().begin(returnTo);
    await reply
      .header('set-cookie', ticketCookie(ticket, ATTEMPT_MS))
      .header('cache-control', 'no-store')
      .redirect(address, 302);
  }

  /** Where the browser comes back to. */
  @Get('callback')
  @Needs('none')
  @routeConfig({ isPage: true })
  @ApiExcludeEndpoint()
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { search } = new URL(request.url, 'http://own.invalid');
    request.asked = { needs: 'any', type: 'LoginFailed' };
    const { headers } = request;
    const { secret, returnTo } = await this.desk().finish(search, ticketIn(headers.cookie));
    const before = sessionIn(headers.cookie);
    if (before !== undefined) await this.desk().signOut(before);
    const cookie = sessionCookie(secret);
    const who = this.book.door?.admit({ cookie });
    request.asked = { needs: 'any', type: 'LoginSucceeded', ...(who !== undefined && { who }) };
    await reply.header('set-cookie', [cookie, NO_TICKET]).header('cache-control', 'no-store').redirect(returnTo, 302);
  }

  /** Ends the session of who asks. */
  @Post('logout')
  @Needs('any')
  @ApiExcludeEndpoint()
  async logout(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const session = sessionIn(request.headers.cookie);
    if (session !== undefined) {
      await this.desk().signOut(session);
      if (request.asked !== undefined) request.asked = { ...request.asked, type: 'LoggedOut' };
    }
    await reply.header('set-cookie', NO_SESSION).status(204).send();
  }

  /** The issuer says that somebody has signed out there (OpenID Connect Back-Channel Logout 1.0). */
  @Post('backchannel-logout')
  @Needs('none')
  @routeConfig({ takesFields: true })
  @ApiExcludeEndpoint()
  async backchannelLogout(@Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const desk = this.desk();
    const token = body instanceof URLSearchParams ? body.get(LOGOUT_TOKEN) : null;
    if (token === null) throw new Problem('invalid-request', `${LOGOUT_TOKEN} is missing among the fields of the form`);
    await desk.signedOutElsewhere(token);
    await reply.status(200).header('cache-control', 'no-store').send();
  }

  /** @throws Problem `not-found` */
  private desk(): SignInDesk {
    const { signIn } = this.book;
    if (signIn !== undefined) return signIn;
    throw new Problem(
      'not-found',
      'nobody signs in here: TALLY_OIDC_ISSUER names no issuer; keys let in, where they are asked for',
    );
  }
}
