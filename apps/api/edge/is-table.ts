import { SetMetadata, type ExecutionContext } from '@nestjs/common';

const TABLE = 'is a table';

/** Marks a route whose answer is rows and columns, and can be had as a file. */
export const IsTable = (): MethodDecorator => SetMetadata(TABLE, true);

export function isTable(context: ExecutionContext): boolean {
  return Reflect.getMetadata(TABLE, context.getHandler()) === true;
}
