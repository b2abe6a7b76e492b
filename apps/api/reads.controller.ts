import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { tableOf, type Read } from '#subjects/read.js';
import { SUBJECT_READS } from '#subjects/tables.js';
import { JOURNAL_PAGE } from '#figures/journal/journal.answers.js';
import { Answers } from './description/answers.js';
import { ASKING, ON_CLOCKS, READING } from './description/problems.js';
import { ReadJournal, Show, ShowVersioned } from './messages.js';
import { given } from './given.js';
import { entityTag } from './versions.js';
import { ClockParameters, JournalParameters } from './parameters.js';
import { ParametersAsBody } from './parameter-pipe.js';
import { READ_PARAMETERS } from './read-parameters.js';
import { WaitForPosition } from './wait.interceptor.js';
import { Needs } from './guard/needs.js';

/** The routes that show single things and lists of them: one for each read that a subject offers, and the journal. */
@Controller('v1')
@UseInterceptors(WaitForPosition)
export class ReadsController {
  constructor(private readonly queries: QueryBus) {}

  show(read: string, id: string, asked: ClockParameters) {
    return this.queries.execute(new Show(askedOf(read, id, asked)));
  }

  /** A thing with versions, with its version as entity tag. */
  async showVersioned(read: string, id: string, asked: ClockParameters, reply: FastifyReply) {
    const answer = await this.queries.execute(new ShowVersioned(askedOf(read, id, asked)));
    void reply.header('etag', entityTag(answer.version));
    return answer;
  }

  @Get('events')
  @Needs('read:records')
  @ApiTags('history')
  @Answers(JOURNAL_PAGE, { problems: READING })
  listEvents(@Query() { after, position: _position, ...rest }: JournalParameters) {
    return this.queries.execute(
      new ReadJournal({ ...given(rest), ...(after !== undefined && { after: Number(after) }) }),
    );
  }
}

for (const [name, read] of Object.entries(SUBJECT_READS)) {
  if (read.posted === true) addPosted(name, read, { path: read.path, called: name });
  else addRoute(name, read);
  if (read.searched !== undefined) addPosted(name, read, { path: `${read.path}/search`, called: read.searched });
}

/** A question with its parameters as a body. */
function addPosted(
  name: string,
  read: Read,
  { path, called }: { readonly path: string; readonly called: string },
): void {
  const { answers, answeredFrom, questions, ofRows, ofGroups, scope = 'read:records' } = read;
  const { prototype } = ReadsController;
  const value = function (this: ReadsController, asked: ClockParameters, id = '') {
    return this.show(name, id, asked);
  };
  Object.defineProperty(value, 'name', { value: called });
  Object.defineProperty(prototype, called, { value });
  Post(path)(prototype, called, { value });
  HttpCode(200)(prototype, called, { value });
  Needs(scope, { ...(ofRows && { ofRows }), ...(ofGroups && { ofGroups }) })(prototype, called, { value });
  ApiTags(answeredFrom === 'figures' ? 'figures' : 'things')(prototype, called, { value });
  const problems = questions === true ? ASKING : ON_CLOCKS;
  Answers(answers ?? Type.Unknown(), { problems, table: tableOf(read, {}) !== undefined })(prototype, called, {
    value,
  });
  Body(new ParametersAsBody(READ_PARAMETERS.get(name) ?? ClockParameters))(prototype, called, 0);
  if (path.includes(':id')) Param('id')(prototype, called, 1);
  Reflect.defineMetadata('design:paramtypes', [Object, String], prototype, called);
}

/** What a decorated method would be. */
function addRoute(name: string, read: Read): void {
  const { path, answers, answeredFrom, versioned, questions, ofRows, ofGroups, stages, scope = 'read:records' } = read;
  const { prototype } = ReadsController;
  const value =
    versioned === true
      ? function (this: ReadsController, asked: ClockParameters, id: string, reply: FastifyReply) {
          return this.showVersioned(name, id, asked, reply);
        }
      : function (this: ReadsController, asked: ClockParameters, id = '') {
          return this.show(name, id, asked);
        };
  // As the operation is called.
  Object.defineProperty(value, 'name', { value: name });
  Object.defineProperty(prototype, name, { value });
  Get(path)(prototype, name, { value });
  Needs(scope, { ...(ofRows && { ofRows }), ...(ofGroups && { ofGroups }) })(prototype, name, { value });
  ApiTags(answeredFrom === 'figures' ? 'figures' : 'things')(prototype, name, { value });
  const onClocks = questions === true ? ASKING : ON_CLOCKS;
  const problems = answeredFrom === undefined ? [...READING, 'not-found' as const] : onClocks;
  const table = tableOf(read, {}) !== undefined;
  Answers(answers ?? Type.Unknown(), { problems, table, stages })(prototype, name, { value });
  Query()(prototype, name, 0);
  if (path.includes(':id')) Param('id')(prototype, name, 1);
  if (versioned === true) Res({ passthrough: true })(prototype, name, 2);
  Reflect.defineMetadata('design:paramtypes', [READ_PARAMETERS.get(name), String, Object], prototype, name);
}

function askedOf(read: string, id: string, asked: ClockParameters) {
  const { asOf, knownAt, replay, position: _position, ...parameters } = asked;
  return { read, id, clocks: given({ asOf, knownAt, replay }), parameters: given(parameters) };
}
