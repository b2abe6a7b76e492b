import { IsIn, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { DELIVERY_STATES, type DeliveryState } from '#kernel/delivery.js';
import { GRAINS, type Grain } from '#kernel/time/periods.js';
import { RELATIVE_PERIOD, RELATIVE_PERIODS } from '#kernel/time/relative-periods.js';
import { POSITION, POSITION_TOLD } from '#book/position.js';
import { REPORT_FORMATS } from '#subjects/schedules/schedule.js';
import { AsNumber } from './as-number.js';

const DATE = /^\d{4}-\d\d-\d\d$/;

/** What every read may be asked: to wait until the read models cover a position. */
export class ReadParameters {
  @IsOptional() @Matches(POSITION_TOLD, { message: 'position must be the position of a receipt' }) position?: string;
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

/** Beside the clocks, which days: from and to, or a period relative to the day asked as of. */
export class SavedParameters extends ClockParameters {
  @IsOptional() @Matches(DATE, { message: 'from must be a date such as 2024-01-31' }) from?: string;
  @IsOptional() @Matches(DATE, { message: 'to must be a date such as 2024-01-31' }) to?: string;
  @IsOptional()
  @Matches(new RegExp(RELATIVE_PERIOD), { message: `period must be one of ${RELATIVE_PERIODS.join(', ')}` })
  period?: string;
}

export class FiguresParameters extends SavedParameters {
  @IsOptional() @IsIn(GRAINS) grain?: Grain;
}

export class RunParameters extends ReadParameters {
  @IsOptional() @IsIn(REPORT_FORMATS) format?: (typeof REPORT_FORMATS)[number];
}

export class JournalParameters extends ReadParameters {
  @IsOptional() @Matches(POSITION, { message: 'after must be a position' }) after?: string;
  @IsOptional() @AsNumber() @IsInt() @Min(1) @Max(1000) limit = 100;
  @IsOptional() @IsString() type?: string;
  @IsOptional() @IsString() customerId?: string;
}

export class BulkParameters {
  /** History that is loaded: no alert fires for it, and nobody is told. */
  @IsOptional() @IsIn(['true', 'false']) quiet?: 'true' | 'false';
}

export class LogParameters {
  /** All events of one stream, whatever the other parameters say. */
  @IsOptional() @IsString() stream?: string;
  @IsOptional() @Matches(POSITION, { message: 'after must be a position' }) after?: string;
  @IsOptional() @AsNumber() @IsInt() @Min(1) @Max(1000) limit = 100;
}

export class PeriodParameters extends ReadParameters {
  /** Which closing; the last one unless named. */
  @IsOptional() @AsNumber() @IsInt() @Min(1) number?: number;
}

export class ShowPeriodParameters extends PeriodParameters {
  @IsOptional() @IsString() by?: string;
}

export class RestatementParameters extends PeriodParameters {
  @IsOptional() @Matches(POSITION, { message: 'cursor must be the `next` of an earlier page' }) cursor?: string;
  @IsOptional() @AsNumber() @IsInt() @Min(1) @Max(1000) limit = 100;
}

export class DeliveryParameters {
  @IsOptional() @IsString() channel?: string;
  @IsOptional() @IsIn(DELIVERY_STATES) state?: DeliveryState;
  @IsOptional() @IsString() subject?: string;
  @IsOptional() @AsNumber() @IsInt() @Min(1) @Max(1000) limit = 100;
  @IsOptional() @IsString() cursor?: string;
}

/** As it was known: a date, which means its end, or an instant. */
export class AccessParameters {
  @IsOptional() @IsString() knownAt?: string;
}

export class GrantParameters extends AccessParameters {
  @IsOptional() @IsString() principal?: string;
}

export class AuditParameters {
  @IsOptional() @Matches(POSITION, { message: 'after must be the `next` of an earlier page' }) after?: string;
  @IsOptional() @AsNumber() @IsInt() @Min(1) @Max(1000) limit = 100;
  /** Such as `key:shop`. */
  @IsOptional() @IsString() principal?: string;
  /** Such as `GET /v1/customers/{id}`, or its path alone. */
  @IsOptional() @IsString() route?: string;
  /** Entries about one customer. */
  @IsOptional() @IsString() customerId?: string;
}

export class LiveParameters {
  @IsOptional() @Matches(POSITION_TOLD, { message: 'after must be a position' }) after?: string;
}

export class EventStreamParameters {
  @IsOptional() @Matches(POSITION, { message: 'after must be a position' }) after?: string;
  @IsOptional() @IsString() type?: string;
  @IsOptional() @IsString() customerId?: string;
}

export class RefusalParameters {
  @IsOptional() @AsNumber() @IsInt() @Min(1) @Max(1000) limit = 100;
  @IsOptional() @Matches(POSITION, { message: 'cursor must be the `next` of an earlier page' }) cursor?: string;
}

export class ReturnParameters {
  @IsOptional() @IsString() returnTo?: string;
}
