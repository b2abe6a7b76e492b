import { Controller, Get, Headers, Param, Query, Res, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { hash } from 'node:crypto';
import { Type } from 'typebox';
import type { PictureFormat } from '#book/saved-chart.js';
import { ChartParameters } from './chart-parameters.js';
import { Answers } from './description/answers.js';
import { ASKING } from './description/problems.js';
import { given } from './given.js';
import { DrawSaved } from './messages.js';
import { MISSING_GLYPHS } from './missing-glyphs.js';
import { WaitForPosition } from './wait.interceptor.js';
import { Needs } from './guard/needs.js';

const TYPES: Readonly<Record<PictureFormat, string>> = { svg: 'image/svg+xml', png: 'image/png' };
const SVG = Type.String({ description: 'A picture of lines and text' });
const PNG = Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary', description: 'A picture of pixels' });

/** The routes that draw what is kept under a name. */
@Controller('v1')
@ApiTags('figures')
@UseInterceptors(WaitForPosition)
export class ChartsController {
  constructor(private readonly queries: QueryBus) {}

  /** With the code that the page draws with. The ETag is of its bytes: the same answer has the same. */
  @Get('questions/:id/chart.svg')
  @Needs('read', { ofRows: true, ofGroups: true })
  @Answers(SVG, { problems: ASKING, type: TYPES.svg })
  @ApiOperation({ summary: 'Draw the answer to a saved question, as SVG' })
  drawQuestionAsSvg(
    @Param('id') id: string,
    @Query() asked: ChartParameters,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.draw('svg', id, asked, known, reply);
  }

  /** As `chart.svg`, in fonts of its own; `tally-missing-glyphs` names characters that they do not have. */
  @Get('questions/:id/chart.png')
  @Needs('read', { ofRows: true, ofGroups: true })
  @Answers(PNG, { problems: ASKING, type: TYPES.png })
  @ApiOperation({ summary: 'Draw the answer to a saved question, as PNG' })
  drawQuestionAsPng(
    @Param('id') id: string,
    @Query() asked: ChartParameters,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.draw('png', id, asked, known, reply);
  }

  private async draw(
    format: PictureFormat,
    id: string,
    { position: _position, width, height, theme, language, ...replacing }: ChartParameters,
    known: string | undefined,
    reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const view = { width, height, theme, language };
    const drawn = await this.queries.execute(new DrawSaved({ id, replacing: given(replacing), format, view }));
    const tag = `"${hash('sha256', drawn.bytes).slice(0, TAG)}"`;
    void reply.headers({ etag: tag, 'cache-control': 'no-cache' });
    if (drawn.missing !== '') void reply.header(MISSING_GLYPHS, encodeURIComponent(drawn.missing));
    if (isKnown(tag, known)) {
      void reply.status(304);
      return undefined;
    }
    void reply.header('content-type', TYPES[format]);
    return Buffer.from(drawn.bytes);
  }
}

/** Characters of a digest that tell pictures apart. */
const TAG = 32;

/** A tag that a proxy has made weak names the same bytes. */
function isKnown(tag: string, known = ''): boolean {
  const tags = known.split(',').map((one) => one.trim().replace(/^W\//, ''));
  return tags.includes(tag) || tags.includes('*');
}
