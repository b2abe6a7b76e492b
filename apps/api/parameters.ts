import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Type } from 'class-transformer';
import { CUSTOMER_SORTS, type CustomerSort } from '#insights/query/customers.js';

const POSITION = /^(0|[1-9]\d{0,15})$/;

/** What every read may be asked: to wait until the read models cover a position. */
export class ReadParameters {
  @IsOptional() @Matches(POSITION, { message: 'position must be the position of a receipt' }) position?: string;
}

/** The two clocks: a date or an instant each. */
export class AsKnownParameters extends ReadParameters {
  @IsOptional() @IsString() asOf?: string;
  @IsOptional() @IsString() knownAt?: string;
}

export class CustomersParameters extends AsKnownParameters {
  @IsOptional() @IsString() stage?: string;
  @IsOptional() @IsString() tier?: string;
  @IsOptional() @IsString() region?: string;
  @IsOptional() @IsString() segment?: string;
  @IsOptional() @IsString() source?: string;
  @IsOptional() @IsString() salesperson?: string;
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
