import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { text } from '#kernel/answer-schema.js';
import { IMPORT_PARAMETERS } from './imports.parameters.js';
import { ReadParameters } from './parameters.js';

/** What is said of a file that is held against ours. */
export class ReconciledFileParameters extends ReadParameters {
  @IsString() @MinLength(1) @MaxLength(200) source!: string;
  @IsString() @MinLength(1) @MaxLength(40) period!: string;
  @IsOptional() @IsString() @MinLength(1) @MaxLength(300) name?: string;
  @IsOptional() @IsString() preset?: string;
  @IsOptional() @IsString() @MinLength(1) map?: string;
  @IsOptional() @IsString() encoding?: string;
  @IsOptional() @IsString() delimiter?: string;
  @IsOptional() @IsString() quote?: string;
  @IsOptional() @IsString() skip?: string;
  @IsOptional() @IsString() sheet?: string;
  @IsOptional() @IsString() timezone?: string;
}

const { name, preset, map, encoding, delimiter, quote, skip, sheet, timezone } = IMPORT_PARAMETERS;

/** What each of them means. */
export const RECONCILED_FILE_PARAMETERS = {
  source: text('The system whose file it is.'),
  period: text('The days that are compared, such as 2024-03, or last-month.'),
  ...{ name, preset, map, encoding, delimiter, quote, skip, sheet, timezone },
};
