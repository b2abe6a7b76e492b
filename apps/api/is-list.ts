import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsString } from 'class-validator';
import { listOf } from '#kernel/list-of.js';

/** Several values, as `listOf` reads them. @param values all that there can be, where that is known */
export function IsList(values?: readonly unknown[]): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    Transform(({ value }: { readonly value: unknown }) => (isTexts(value) ? listOf(value) : value)),
    IsString({ each: true }),
    ...(values === undefined ? [] : [IsIn(values, { each: true })]),
  );
}

/** In a body it can be anything. */
function isTexts(value: unknown): value is string | readonly string[] {
  return [value].flat().every((one) => typeof one === 'string');
}
