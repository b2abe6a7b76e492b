import { applyDecorators } from '@nestjs/common';
import { IsIn, IsInt, IsNumber, IsObject, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import type { TSchema } from 'typebox';
import type { AnsweredFrom, Read } from '#subjects/read.js';
import { SUBJECT_READS } from '#subjects/tables.js';
import { AsNumber } from './as-number.js';
import { IsList } from './is-list.js';
import { AsKnownParameters, ClockParameters, ReadParameters } from './parameters.js';

type Parameters = new () => ReadParameters;

/** The clocks that a read has, by what answers it. */
const CLOCKS: Readonly<Record<AnsweredFrom, Parameters>> = {
  journals: AsKnownParameters,
  histories: ClockParameters,
  figures: ClockParameters,
};

/** The class that each read's parameters are checked with, by the read's name. */
export const READ_PARAMETERS: ReadonlyMap<string, Parameters> = new Map(
  Object.entries(SUBJECT_READS).map(([name, read]) => [name, parametersOf(read)]),
);

/** What a subject declares, as a closed class: a text of an address becomes what it stands for, a default fills what is not given. */
function parametersOf({ answeredFrom, parameters: { properties } }: Read): Parameters {
  const Clocks: Parameters = answeredFrom === undefined ? ReadParameters : CLOCKS[answeredFrom];
  const declared = Object.entries<Declaration>(properties);
  const defaults = declared.flatMap(([name, schema]) => (schema.default === undefined ? [] : [[name, schema.default]]));
  class Declared extends Clocks {
    constructor() {
      super();
      Object.assign(this, Object.fromEntries(defaults));
    }
  }
  for (const [name, schema] of declared) rule(name, schema)(Declared.prototype, name);
  return Declared;
}

/** As much of JSON Schema as an address can say, or a body in its place. */
interface Declaration extends TSchema {
  readonly type?: string;
  readonly default?: unknown;
  readonly items?: Declaration;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** @throws Error for what no text can be read as */
function rule(name: string, schema: Declaration): PropertyDecorator {
  const { type, enum: values, minimum, maximum, minLength, maxLength } = schema;
  // What is in them is looked into by whoever answers.
  if (schema.items?.type === 'object') return applyDecorators(IsOptional(), IsObject({ each: true }));
  if (type === 'array') return IsList(schema.items?.enum);
  if (values !== undefined) return applyDecorators(IsOptional(), IsIn(values));
  if (type === 'string')
    return applyDecorators(
      IsOptional(),
      IsString(),
      ...(minLength === undefined ? [] : [MinLength(minLength)]),
      ...(maxLength === undefined ? [] : [MaxLength(maxLength)]),
    );
  if (type !== 'integer' && type !== 'number')
    throw new Error(`the parameter ${name} is neither text, a list of it nor a number`);
  return applyDecorators(
    IsOptional(),
    AsNumber(),
    type === 'integer' ? IsInt() : IsNumber(),
    ...(minimum === undefined ? [] : [Min(minimum)]),
    ...(maximum === undefined ? [] : [Max(maximum)]),
  );
}
