import { Calendar } from '#kernel/time/calendar.js';
import { Fields } from './fields.js';
import type { CommandType } from './command-type.js';

/** As much of JSON Schema as a request needs. */
export interface Schema {
  readonly type?: 'object' | 'string' | 'integer' | 'array';
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly oneOf?: readonly Schema[];
}

/** The data of a command, told by its reader itself: it is let read something that writes down what it is asked for. */
export function describeCommand({ read }: Pick<CommandType, 'read'>): Schema {
  const notes = new Notes();
  const calendar = new Calendar('UTC', 1);
  const reading = { calendar, currency: 'USD', now: '2024-01-01T00:00:00.000Z', targetRule: () => undefined };
  read(undefined, { ...reading, open: () => notes });
  return notes.schema();
}

const DECIMAL: Schema = {
  description: 'an exact decimal as text; a number is taken at its shortest form',
  oneOf: [{ type: 'string', pattern: '^-?(0|[1-9]\\d*)(\\.\\d+)?$' }, { type: 'integer' }],
};
const LABEL: Schema = { type: 'string', minLength: 1, maxLength: 200 };
const INSTANT: Schema = { type: 'string', description: 'RFC 3339, or a date, which means its start' };

/** Fields that answer with anything well-formed and note what was asked. */
class Notes extends Fields {
  private readonly properties: Record<string, Schema> = {};
  private readonly required: string[] = [];

  constructor() {
    super({}, new Calendar('UTC', 1));
  }

  schema(): Schema {
    return {
      type: 'object',
      properties: this.properties,
      ...(this.required.length > 0 && { required: this.required }),
      additionalProperties: false,
    };
  }

  override label(name: string): string {
    return this.note('x', name, LABEL, 'required');
  }
  override optionalLabel(name: string): string | undefined {
    return this.note<string | undefined>(undefined, name, LABEL);
  }
  override optionalText(name: string): string | undefined {
    return this.note<string | undefined>(undefined, name, { ...LABEL, maxLength: 2_000 });
  }
  override requiredText(name: string): string {
    return this.note('x', name, { ...LABEL, maxLength: 2_000 }, 'required');
  }
  override instant(name: string): string {
    return this.note('2024-01-01T00:00:00.000Z', name, INSTANT, 'required');
  }
  override optionalInstant(name: string): string | undefined {
    return this.note<string | undefined>(undefined, name, INSTANT);
  }
  override date(name: string): string {
    return this.note('2024-01-01', name, { type: 'string', format: 'date' }, 'required');
  }
  override optionalDate(name: string): string | undefined {
    return this.note<string | undefined>(undefined, name, { type: 'string', format: 'date' });
  }
  override amount(name: string): string {
    return this.note('1', name, DECIMAL, 'required');
  }
  override optionalAmount(name: string): string | undefined {
    return this.note<string | undefined>(undefined, name, DECIMAL);
  }
  override optionalRate(name: string): string | undefined {
    return this.note<string | undefined>(undefined, name, {
      ...DECIMAL,
      description: '0 to 1, an exact decimal as text',
    });
  }
  override quantity(name: string): string {
    return this.note('1', name, DECIMAL, 'required');
  }
  override optionalQuantity(name: string): string | undefined {
    return this.note<string | undefined>(undefined, name, DECIMAL);
  }
  override whole(name: string, maximum: number): number {
    return this.note(1, name, { type: 'integer', minimum: 0, maximum }, 'required');
  }
  override optionalWhole(name: string, maximum: number): number | undefined {
    return this.note<number | undefined>(undefined, name, { type: 'integer', minimum: 0, maximum });
  }
  override currency(name: string): string {
    return this.note('EUR', name, { type: 'string', pattern: '^[A-Z]{3}$' }, 'required');
  }
  override optionalCurrency(name: string): string | undefined {
    return this.note<string | undefined>(undefined, name, { type: 'string', pattern: '^[A-Z]{3}$' });
  }
  override optionalOneOf<Value extends string>(name: string, values: readonly Value[]): Value | undefined {
    return this.note<Value | undefined>(undefined, name, { type: 'string', enum: values });
  }
  override optionalMap<Value>(name: string): Readonly<Record<string, Value>> | undefined {
    return this.note<Readonly<Record<string, Value>> | undefined>(undefined, name, {
      type: 'object',
      additionalProperties: true,
    });
  }
  override optionalObject<Shape>(name: string, read: (inner: Fields) => Shape): Shape | undefined {
    return this.note<Shape | undefined>(undefined, name, noted(read));
  }
  override object<Shape>(name: string, read: (inner: Fields) => Shape): Shape {
    const inner = new Notes();
    return this.note(read(new Notes()), name, inner.after(read), 'required');
  }
  override optionalList<Item>(name: string, read: (item: Fields) => Item): readonly Item[] | undefined {
    return this.note<readonly Item[] | undefined>(undefined, name, { type: 'array', items: noted(read) });
  }
  override list<Item>(name: string, read: (item: Fields) => Item): readonly Item[] {
    return this.note([read(new Notes())], name, { type: 'array', items: noted(read) }, 'required');
  }
  override fail(): void {
    // What is answered here is nothing a caller sent.
  }
  override requireOneOf(): void {
    // Either is noted already.
  }
  override done(): void {
    // Nothing was sent.
  }

  /** What a reader asks this one for. */
  after(read: (inner: Fields) => unknown): Schema {
    read(this);
    return this.schema();
  }

  private note<Value>(answer: Value, name: string, schema: Schema, required?: 'required'): Value {
    this.properties[name] = schema;
    if (required !== undefined && !this.required.includes(name)) this.required.push(name);
    return answer;
  }
}

function noted(read: (inner: Fields) => unknown): Schema {
  return new Notes().after(read);
}
