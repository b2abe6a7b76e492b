import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { FORECAST } from '#book/forecasting/forecast.answers.js';
import { Answers } from './description/answers.js';
import { READING } from './description/problems.js';
import { ForecastFigures } from './messages.js';
import { WaitForPosition } from './wait.interceptor.js';
import { Needs } from './guard/needs.js';

/** What may come. */
@Controller('v1/forecasts')
@ApiTags('figures')
@UseInterceptors(WaitForPosition)
export class ForecastsController {
  constructor(private readonly queries: QueryBus) {}

  @Post()
  @Needs('read')
  @HttpCode(200)
  @Answers(FORECAST, { problems: [...READING, 'unknown-metric', 'unknown-dimension'] })
  forecastFigures(@Body() body: unknown) {
    return this.queries.execute(new ForecastFigures({ body }));
  }
}
