import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { FORECAST_STAGES } from '#book/reading/reads.js';
import { FORECAST } from '#subjects/forecasts/forecast.answers.js';
import { REGRADED } from '#subjects/forecasts/kept-forecast.answers.js';
import { Answers } from './description/answers.js';
import { ASKING, READING, RECORDING } from './description/problems.js';
import { ForecastFigures, RegradeForecasts, SaveForecast } from './messages.js';
import { WaitForPosition } from './wait.interceptor.js';
import { Needs } from './guard/needs.js';

/** What may come. What is kept of it is shown as other things are. */
@Controller('v1/forecasts')
@ApiTags('figures')
@UseInterceptors(WaitForPosition)
export class ForecastsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** With `save` it is kept: whoever may read may keep one, as with questions. */
  @Post()
  @Needs('read', { ofRows: true, ofGroups: true })
  @HttpCode(200)
  @Answers(FORECAST, { problems: [...ASKING, ...RECORDING, 'too-many-parts'], stages: FORECAST_STAGES })
  forecastFigures(@Body() body: unknown) {
    if (isSaving(body)) return this.commands.execute(new SaveForecast({ body }));
    return this.queries.execute(new ForecastFigures({ body }));
  }

  @Post('regrade')
  @Needs('read')
  @HttpCode(200)
  @Answers(REGRADED, { problems: [...READING, 'unknown-metric', 'unknown-dimension'] })
  regradeForecasts(@Body() body: unknown) {
    return this.queries.execute(new RegradeForecasts({ body }));
  }
}

function isSaving(body: unknown): boolean {
  return typeof body === 'object' && body !== null && (body as { readonly save?: unknown }).save === true;
}
