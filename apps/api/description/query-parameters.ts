import { ApiProperty } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import type { TProperties } from 'typebox';
import { PARAMETER_WORDS } from './parameter-words.js';

/** A rule of class-validator on one field. */
interface Rule {
  readonly propertyName: string;
  readonly name?: string | undefined;
  readonly constraints?: readonly unknown[] | undefined;
  readonly each: boolean;
}

type Schema = Record<string, unknown>;

/** What each rule says of a value, as JSON Schema. */
const RULES: Readonly<Record<string, (constraint: unknown) => Schema>> = {
  isString: () => ({ type: 'string' }),
  isIn: (values) => ({ type: 'string', enum: values }),
  isObject: () => ({ type: 'object' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  min: (minimum) => ({ minimum }),
  max: (maximum) => ({ maximum }),
  minLength: (minLength) => ({ minLength }),
  maxLength: (maxLength) => ({ maxLength }),
  matches: (pattern) => ({ type: 'string', pattern: (pattern as RegExp).source }),
  isOptional: () => ({}),
};

/**
 * Tells the description of a class of parameters what its rules tell the validator.
 * @param declared what subjects say of them @throws Error for a rule or a field without words
 */
export function describeParameters(kind: new () => object, declared: TProperties = {}): void {
  const found: readonly Rule[] = getMetadataStorage().getTargetValidationMetadatas(kind, '', false, false);
  const defaults = new kind() as Readonly<Record<string, unknown>>;
  for (const [name, rules] of Map.groupBy(found, ({ propertyName }) => propertyName)) {
    const value = Object.assign({}, ...rules.map(schemaOf)) as Schema;
    const schema = rules.some(({ each }) => each) ? { type: 'array', items: value } : value;
    const initial = defaults[name] === undefined ? {} : { default: defaults[name] };
    const required = !rules.some(({ name: rule }) => rule === 'isOptional');
    ApiProperty({ ...schema, required, ...initial, description: wordsOf(name, declared[name]) })(
      kind.prototype as object,
      name,
    );
  }
}

function schemaOf({ name = '', constraints = [] }: Rule): Schema {
  const rule = RULES[name];
  if (rule === undefined) throw new Error(`no description of the rule ${name}`);
  return rule(constraints[0]);
}

function wordsOf(name: string, { description }: { readonly description?: string } = {}): string {
  const words = description ?? PARAMETER_WORDS[name];
  if (words === undefined) throw new Error(`no description of the parameter ${name}`);
  return words;
}
