import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Problem } from '#kernel/problem.js';
import { questionFromParameters } from '#insights/query/question.js';
import { BOOK, type Book } from './book.js';
import { AskQuestion, ListDimensionValues, ListMetrics } from './dispatch.js';

/** The routes that answer with figures. Questions are read by the catalogue's parser, which says what is possible. */
@Controller('v1')
export class QuestionsController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(BOOK) private readonly book: Book,
  ) {}

  @Post('query')
  @HttpCode(200)
  async query(@Body() question: unknown): Promise<unknown> {
    await this.wait(question);
    return this.queries.execute(new AskQuestion(question));
  }

  @Get('query')
  queryByParameters(@Query() parameters: Record<string, unknown>): Promise<unknown> {
    return this.query(questionFromParameters(parameters));
  }

  @Get('metrics')
  metrics(): Promise<unknown> {
    return this.queries.execute(new ListMetrics());
  }

  @Get('dimensions/:name')
  dimension(@Param('name') name: string): Promise<unknown> {
    return this.queries.execute(new ListDimensionValues(name));
  }

  private async wait(question: unknown): Promise<void> {
    if (typeof question !== 'object' || question === null || !('position' in question)) return;
    const { position } = question;
    if (typeof position !== 'string' || !/^(0|[1-9]\d{0,15})$/.test(position))
      throw new Problem('invalid-request', 'position must be the position of a receipt, as text', [
        { field: 'position', detail: 'is no position' },
      ]);
    await this.book.positions.waitFor(Number(position));
  }
}
