import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { text } from '#kernel/answer-schema.js';

const YES_NO = ['true', 'false'] as const;
type YesNo = (typeof YES_NO)[number];

/** What is said of a file that is imported. */
export class ImportParameters {
  @IsOptional() @IsString() @MinLength(1) @MaxLength(300) name?: string;
  @IsOptional() @IsString() preset?: string;
  @IsOptional() @IsString() @MinLength(1) map?: string;
  @IsOptional() @IsIn(YES_NO) dryRun?: YesNo;
  @IsOptional() @IsIn(YES_NO) quiet?: YesNo;
  @IsOptional() @IsString() emitter?: string;
  @IsOptional() @IsString() knownSince?: string;
  @IsOptional() @IsString() encoding?: string;
  @IsOptional() @IsString() delimiter?: string;
  @IsOptional() @IsString() quote?: string;
  @IsOptional() @IsString() skip?: string;
  @IsOptional() @IsString() sheet?: string;
  @IsOptional() @IsString() timezone?: string;
}

/** What each of them means. */
export const IMPORT_PARAMETERS = {
  name: text('Of the file: its ending says what it is. In a form the file itself has it.'),
  preset: text('A map that is there already, by its name.'),
  map: text('SQL: how rows become facts. The address has room for some 10,000 characters, a form for a million.'),
  dryRun: text('true to decide on every fact and record none.'),
  quiet: text('true for history that is loaded: no alert fires for it.'),
  emitter: text('The service that sends them, of facts that do not say it themselves.'),
  knownSince: text(
    'Since when facts were known that do not say it themselves: a date or an instant, in a new book only.',
  ),
  encoding: text('Of the file: utf-8 by default, utf-16 by its mark; a label of the WHATWG list.'),
  delimiter: text('Between cells: one character, or tab; found out by default.'),
  quote: text('none where quotes are plain characters; found out by default.'),
  skip: text('Lines before the header.'),
  sheet: text('Of an XLSX; the first by default.'),
  timezone: text('Of times without an offset; that of the book by default.'),
};
