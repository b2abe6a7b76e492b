import Type, { type TObject, type TSchema } from 'typebox';
import { refusing, shown, shownValue } from '#kernel/shown.js';
import { labelError } from '../label.js';
import { hiddenOf, type Context, type Kind, type Rule } from './kind.js';
import { given, Scope, type Data, type Mistakes } from './mistakes.js';
import { isLong, MOST_ENTRIES, SIZE } from './object.js';

/** One going over of an input. */
export interface Pass {
  readonly context: Context;
  readonly mistakes: Mistakes;
  /** Whether the fields were checked before: then only the rules between them can be broken. */
  readonly checked: boolean;
}

/** Reads a value into its normal form and tells what is wrong with it; undefined for what is refused. The value is called `prefix + name`. */
export type Reader = (value: unknown, prefix: string, name: string, pass: Pass) => unknown;

/** The reader of a schema, made once. */
export function readerOf(schema: TSchema): Reader {
  const { kind, entries, either } = hiddenOf(schema);
  if (kind !== undefined) return kindReader(kind);
  if (either !== undefined) return eitherReader(readerOf(either.short), readerOf(either.long));
  if (entries !== undefined) return mapReader(readerOf(entries));
  if (Type.IsArray(schema))
    return listReader(readerOf(schema.items), Type.IsObject(schema.items) ? 'objects' : 'values');
  if (Type.IsObject(schema)) return objectReader(schema);
  throw new Error('an input is made of kinds, lists, maps and objects');
}

function kindReader({ refusals, normal = asItIs }: Kind<unknown>): Reader {
  return (value, prefix, name, { context, mistakes, checked }) => {
    if (checked) return normal(value, context);
    const wrong = refusals(value, context);
    for (const refusal of wrong) mistakes.add(prefix + name, refusal);
    return wrong.length === 0 ? normal(value, context) : undefined;
  };
}

function asItIs(value: unknown): unknown {
  return value;
}

function eitherReader(short: Reader, long: Reader): Reader {
  return (value, prefix, name, pass) => (isLong(value) ? long : short)(value, prefix, name, pass);
}

function listReader(read: Reader, what: string): Reader {
  const { minItems, maxItems } = SIZE;
  const detail = `must be a list of ${String(minItems)} to ${maxItems.toLocaleString('en')} ${what}`;
  return (value, prefix, name, pass) => {
    if (Array.isArray(value) && value.length >= minItems && value.length <= maxItems)
      return value.map((item: unknown, index) => read(item, prefix, `${name}[${String(index)}]`, pass));
    pass.mistakes.add(prefix + name, { detail: refusing(value, detail) });
    return undefined;
  };
}

function mapReader(read: Reader): Reader {
  return (value, prefix, name, pass) => {
    const data = fieldsOf(value, prefix + name, pass);
    const names = Object.keys(data);
    const fail = (detail: string): void => pass.mistakes.add(prefix + name, { detail });
    if (names.length > MOST_ENTRIES) fail(`must have at most ${String(MOST_ENTRIES)} entries`);
    for (const key of names) if (labelError(key) !== undefined) fail(`has a name that is no label: ${shownValue(key)}`);
    return Object.fromEntries(names.map((key) => [key, needed(data, key, `${prefix}${name}.`, pass, read)]));
  };
}

function objectReader(schema: TObject): Reader {
  const { rule } = hiddenOf(schema);
  const fields = Object.entries(schema.properties).map(([name, field]) => ({
    name,
    read: readerOf(field),
    absent: hiddenOf(field).absent,
    required: !Type.IsOptional(field),
  }));
  const names = new Set(Object.keys(schema.properties));
  return (value, prefix, name, pass) => {
    const data = fieldsOf(value, prefix + name, pass);
    const inner = prefix + name === '' ? '' : `${prefix}${name}.`;
    const scope = rule && new Scope(data, inner, pass.mistakes);
    const said: Record<string, unknown> = {};
    for (const { name: field, read, absent, required } of fields) {
      const found = (required ? needed : taken)(data, field, inner, pass, read) ?? absent?.(pass.context);
      if (found !== undefined) said[field] = found;
    }
    if (scope !== undefined) (rule as Rule<object>)(said, scope, pass.context);
    if (!pass.checked) refuseUnknown(data, names, inner, pass.mistakes);
    return said;
  };
}

/** What a field says; undefined where it is not there. */
function taken(data: Data, name: string, prefix: string, pass: Pass, read: Reader): unknown {
  if (!given(data, name)) return undefined;
  const value = data[name];
  if (value !== null) return read(value, prefix, name, pass);
  pass.mistakes.add(prefix + name, { detail: 'must not be null: leave it out' });
  return undefined;
}

/** As `taken`, of a field that has to be there. */
function needed(data: Data, name: string, prefix: string, pass: Pass, read: Reader): unknown {
  if (!given(data, name)) pass.mistakes.add(prefix + name, { detail: 'is required' });
  return taken(data, name, prefix, pass, read);
}

function refuseUnknown(data: Data, known: ReadonlySet<string>, prefix: string, mistakes: Mistakes): void {
  for (const name of Object.keys(data))
    if (!known.has(name) && given(data, name))
      mistakes.add(prefix + shown(name), { detail: 'is not a field of this request' });
}

/** The fields of an object; of what is none, none. */
function fieldsOf(value: unknown, field: string, { mistakes }: Pass): Data {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Data;
  mistakes.add(field, { detail: 'must be an object' });
  return {};
}
