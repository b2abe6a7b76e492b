import { EvaluationError, ParseError, TypeError, type Environment, type ParseResult } from '@marcbachmann/cel-js';
import { Problem } from '#kernel/problem.js';
import { namesIn, Refused, type KnownNames, type Refusal } from './refusals.js';

/** A rule that has been read: true or false of whatever its names stand for. */
export interface Rule {
  readonly text: string;
  /** The names that it is about. */
  readonly names: readonly string[];
  /**
   * Whether it is true. What it is about but is not there makes what is said of it neither true nor false; a rule as a whole that is
   * neither is not true. @param values by name; those of `names` are enough
   */
  holds(values: Readonly<Record<string, unknown>>): boolean;
}

/** Rules of one language, and of names that there are. */
export interface Language extends KnownNames {
  readonly environment: Environment;
  /** What of the names in an expression are no variables of loops. */
  readonly names: Readonly<Record<string, unknown>>;
}

/** An expression that has been read: its value is made of whatever its names stand for. */
export interface Expression {
  /** @param values by name @throws EvaluationError where it has none, such as of what is not there */
  valueOf(values: Readonly<Record<string, unknown>>): unknown;
}

interface ReadText {
  readonly parsed: ParseResult;
  readonly type: string | undefined;
  readonly names: readonly string[];
}

/** @param field where the rule is said @throws Problem `invalid-request` with the place of what is wrong */
export function parseRule(text: string, language: Language, field = 'rule'): Rule {
  const { parsed, type, names } = need(readText(text, language), text, field);
  if (type !== 'bool')
    throw refusedAt(field, text, { detail: `a rule is true or false, and this is of type ${String(type)}`, at: 0 });
  return { text, names, holds: (values) => isTrue(parsed, values) };
}

/** @param field where the expression is said @throws Problem `invalid-request` with the place of what is wrong */
export function parseExpression(text: string, language: Language, field: string): Expression {
  const { parsed } = need(readText(text, language), text, field);
  return { valueOf: (values): unknown => parsed(values) };
}

function need(read: ReadText | Refusal, text: string, field: string): ReadText {
  if ('detail' in read) throw refusedAt(field, text, read);
  return read;
}

function refusedAt(field: string, text: string, refusal: Refusal): Problem {
  const detail = `${refusal.detail}, at ${placeOf(text, refusal.at)}`;
  return new Problem('invalid-request', `${field}: ${detail}`, [{ field, detail }]);
}

function readText(text: string, { environment, names, ...known }: Language): ReadText | Refusal {
  try {
    const parsed = environment.parse(text);
    const used = [...namesIn(parsed.ast, known)].filter((name) => Object.hasOwn(names, name));
    const { valid, type, error } = parsed.check();
    return valid ? { parsed, type, names: used } : refusalOf(error);
  } catch (error) {
    if (error instanceof Refused) return error;
    if (error instanceof ParseError || error instanceof TypeError) return refusalOf(error);
    throw error;
  }
}

function refusalOf(error: ParseError | TypeError | undefined): Refusal {
  return { detail: error?.summary ?? 'is no rule', at: error?.range?.start ?? 0 };
}

function isTrue(parsed: ParseResult, values: Readonly<Record<string, unknown>>): boolean {
  // Thrown for everybody who lacks something: nobody asks from where.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parsed(values) === true;
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Lines and columns from 1. */
function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  return `line ${String(before.length)}, column ${String((before.at(-1) ?? '').length + 1)}`;
}
