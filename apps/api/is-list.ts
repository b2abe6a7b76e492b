import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsOptional, IsString } from 'class-validator';
import { listOf } from '#kernel/list-of.js';

/** Several values, as `listOf` reads them. */
export function IsList(): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    Transform(({ value }: { readonly value: string | readonly string[] }) => listOf(value)),
    IsString({ each: true }),
  );
}
