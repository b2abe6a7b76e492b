import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import { COHORT_GRAINS, COHORT_MEASURES } from '#subjects/customers/cohorts.js';
import { CUSTOMER_SORTS, type CustomerSort } from '#subjects/customers/customers.js';
import { listOf } from '#kernel/list-of.js';
import { GRAINS, type Grain } from '#kernel/time/periods.js';
import { POSITION } from '#book/position.js';

const DATE = /^\d{4}-\d\d-\d\d$/;

/** Several values, as `listOf` reads them. */
function IsList(): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    Transform(({ value }: { readonly value: string | readonly string[] }) => listOf(value)),
    IsString({ each: true }),
  );
}

/** What every read may be asked: to wait until the read models cover a position. */
export class ReadParameters {
  @IsOptional() @Matches(POSITION, { message: 'position must be the position of a receipt' }) position?: string;
}

/** The two clocks: a date or an instant each. */
export class AsKnownParameters extends ReadParameters {
  @IsOptional() @IsString() asOf?: string;
  @IsOptional() @IsString() knownAt?: string;
}

/** Beside the clocks, a replay to answer from. */
export class ClockParameters extends AsKnownParameters {
  @IsOptional() @IsString() replay?: string;
}

export class CohortParameters extends ClockParameters {
  @IsOptional() @IsIn(COHORT_GRAINS) grain: (typeof COHORT_GRAINS)[number] = 'month';
  @IsOptional() @IsIn(COHORT_MEASURES) measure: (typeof COHORT_MEASURES)[number] = 'customers';
}

export class FiguresParameters extends ClockParameters {
  @IsOptional() @Matches(DATE, { message: 'from must be a date such as 2024-01-31' }) from?: string;
  @IsOptional() @Matches(DATE, { message: 'to must be a date such as 2024-01-31' }) to?: string;
  @IsOptional() @IsIn(GRAINS) grain?: Grain;
}

export class OverdueParameters extends ClockParameters {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1000) limit = 100;
  @IsOptional() @IsString() cursor?: string;
}

export class CustomersParameters extends ClockParameters {
  @IsList() stage?: readonly string[];
  @IsList() tier?: readonly string[];
  @IsList() region?: readonly string[];
  @IsList() segment?: readonly string[];
  @IsList() source?: readonly string[];
  @IsList() salesperson?: readonly string[];
  @IsOptional() @IsString() @MinLength(1) @MaxLength(200) q?: string;
  @IsOptional() @IsIn(CUSTOMER_SORTS) sort: CustomerSort = 'id';
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1000) limit = 50;
  @IsOptional() @IsString() cursor?: string;
}

export class JournalParameters extends ReadParameters {
  @IsOptional() @Matches(POSITION, { message: 'after must be a position' }) after?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1000) limit = 100;
  @IsOptional() @IsString() type?: string;
  @IsOptional() @IsString() customerId?: string;
}

export class LogParameters {
  /** All events of one stream, whatever the other parameters say. */
  @IsOptional() @IsString() stream?: string;
  @IsOptional() @Matches(POSITION, { message: 'after must be a position' }) after?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1000) limit = 100;
}

export class PeriodParameters extends ReadParameters {
  /** Which closing; the last one unless named. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) number?: number;
}

export class RestatementParameters extends PeriodParameters {
  @IsOptional() @Matches(POSITION, { message: 'cursor must be the `next` of an earlier page' }) cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1000) limit = 100;
}

export class LiveParameters {
  @IsOptional() @Matches(POSITION, { message: 'after must be a position' }) after?: string;
}
