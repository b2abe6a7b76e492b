import type { Schema } from './schema.js';

const INDENT = '  ';
/** Characters of a union on one line. */
const LONG = 90;

/** A schema as a type, each line after the first indented by so much. What a schema leaves open is `unknown`. */
export function typeOf(schema: Schema, indent = ''): string {
  if (schema.$ref !== undefined) return nameIn(schema.$ref);
  if ('const' in schema) return literal(schema.const);
  if (schema.enum !== undefined) return union(schema.enum.map(literal), indent);
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined)
    return union(
      widest(either).map((one) => typeOf(one, indent)),
      indent,
    );
  if (schema.allOf !== undefined) return schema.allOf.map((one) => grouped(typeOf(one, indent))).join(' & ');
  if (typeof schema.type === 'object')
    return union(
      schema.type.map((type) => typeOf({ ...schema, type }, indent)),
      indent,
    );
  return plain(schema, indent);
}

/** Words that any text beside them takes in say nothing of a type. */
function widest(schemas: readonly Schema[]): readonly Schema[] {
  const isAnyText = ({ type, enum: words }: Schema): boolean => type === 'string' && words === undefined;
  return schemas.some(isAnyText) ? schemas.filter(({ type, enum: words }) => type !== 'string' || !words) : schemas;
}

/** The name of a component that a schema refers to. */
function nameIn(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

function plain(schema: Schema, indent: string): string {
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return list(schema, indent);
    case 'object':
      return object(schema, indent);
    default:
      return 'unknown';
  }
}

function list({ items, prefixItems }: Schema, indent: string): string {
  if (prefixItems !== undefined) return `readonly [${prefixItems.map((one) => typeOf(one, indent)).join(', ')}]`;
  return `readonly ${grouped(typeOf(items === undefined || items === false ? {} : items, indent))}[]`;
}

function object({ properties = {}, required = [], additionalProperties }: Schema, indent: string): string {
  const others = typeof additionalProperties === 'object' ? typeOf(additionalProperties, indent) : 'unknown';
  const fields = Object.entries(properties);
  if (fields.length === 0) return `Readonly<Record<string, ${additionalProperties === false ? 'never' : others}>>`;
  const inner = indent + INDENT;
  const lines = fields.map(([name, schema]) => {
    const isNeeded = required.includes(name);
    const type = typeOf(schema, inner) + (isNeeded ? '' : ' | undefined');
    return `${documentation(schema.description, inner)}${inner}readonly ${key(name)}${isNeeded ? '' : '?'}: ${type};\n`;
  });
  if (additionalProperties === true || typeof additionalProperties === 'object')
    lines.push(`${inner}readonly [name: string]: unknown;\n`);
  return `{\n${lines.join('')}${indent}}`;
}

/** What is said of something, as a comment before it; nothing where nothing is said. */
export function documentation(text: string | undefined, indent = ''): string {
  if (text === undefined || text.trim() === '') return '';
  const lines = text.replaceAll('*/', '* /').trim().split('\n');
  if (lines.length === 1) return `${indent}/** ${lines[0] ?? ''} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}

function literal(value: unknown): string {
  const text = JSON.stringify(value);
  return typeof value === 'string' && !/['"\\]/.test(value) ? `'${value}'` : text;
}

/** On lines of their own where they are too long for one. */
function union(types: readonly string[], indent: string): string {
  const found = [...new Set(types)];
  if (found.includes('unknown')) return 'unknown';
  const line = found.join(' | ');
  if (line.length < LONG || found.length === 1 || line.includes('\n')) return line;
  return found.map((type) => `\n${indent}${INDENT}| ${type}`).join('');
}

function grouped(type: string): string {
  return /^[\w.]+$/.test(type) || type.startsWith('{') ? type : `(${type})`;
}
