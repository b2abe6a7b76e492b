import { ApiQuery } from '@nestjs/swagger';
import { FILE_FORMATS } from '#exports/formats.js';
import { FORMATS } from '../edge/asked-format.js';
import { PARAMETER_WORDS } from './parameter-words.js';

/** By type, what a table is answered as beside JSON. */
export const FILES: Readonly<Record<string, { readonly schema: object }>> = Object.fromEntries(
  Object.values(FILE_FORMATS).map(({ type }) => [mediaOf(type), { schema: { type: 'string', format: 'binary' } }]),
);

/** What says as which of them. */
export const FORMAT_PARAMETERS: readonly MethodDecorator[] = [
  parameter('format', { type: 'string', enum: FORMATS, default: 'json' }),
  parameter('bom', { type: 'boolean', default: false }),
];

function parameter(name: string, schema: object): MethodDecorator {
  return ApiQuery({ name, required: false, schema, description: PARAMETER_WORDS[name] ?? '' });
}

/** Without its parameters. */
function mediaOf(type: string): string {
  return type.split(';')[0] ?? type;
}
