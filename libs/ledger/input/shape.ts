import type { Static, TSchema } from 'typebox';
import { checkOf } from './check.js';
import type { Context } from './kind.js';
import { Mistakes } from './mistakes.js';
import { readerOf, type Reader } from './reader.js';

/**
 * What a caller may send, declared once: a schema of kinds, lists, maps and objects, from which its check, its type, its normal form,
 * every message about it and its description follow.
 */
export class Shape<Schema extends TSchema> {
  private readonly reader: Reader;
  private compiled: ((value: unknown) => boolean) | undefined;

  /** @param schema JSON Schema to whoever describes it */
  constructor(readonly schema: Schema) {
    this.reader = readerOf(schema);
  }

  /** Whether nothing is wrong with the fields of a value. Rules between fields, and days at the ends of time, are left to `read`. */
  accepts(data: unknown): boolean {
    // Compiled when it is first needed: a process that takes nothing need not wait for it.
    this.compiled ??= checkOf(this.schema);
    return this.compiled(data);
  }

  /**
   * What a caller sent, in its normal form.
   * @throws Problem `invalid-request` with every mistake found, or `amount-out-of-range` where there is no other
   */
  read(data: unknown, context: Context): Static<Schema> {
    const mistakes = new Mistakes();
    const said = this.reader(data, '', '', { context, mistakes, checked: this.accepts(data) });
    mistakes.done();
    return said as Static<Schema>;
  }
}
