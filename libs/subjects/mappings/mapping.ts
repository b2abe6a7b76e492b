import { EvaluationError } from '@marcbachmann/cel-js';
import type { Json } from '#kernel/event.js';
import { Problem } from '#kernel/problem.js';
import { parseExpression, parseRule, type Expression, type Rule } from '../segments/rule/rule.js';
import { LANGUAGE } from './language.js';
import { madeValue } from './made-value.js';
import type { MadeSaid, MappingSaid } from './mapping.input.js';

/** An event as expressions look at it. */
export interface EventSeen {
  /** What it says of itself, by name, such as `source`. */
  readonly event: Readonly<Record<string, Json>>;
  readonly data: Json;
}

/** What is sent of a fact to `/v1/bulk`. */
export interface MappedFact {
  readonly type: string;
  readonly data: { readonly [field: string]: Json };
}

/** A mapping that has been read. */
export class Mapping {
  private readonly ways: readonly Way[];

  /** @throws Problem `invalid-request` with the field and the place of what is wrong */
  constructor({ otherwise = [], ...first }: MappingSaid) {
    this.ways = [new Way(first, ''), ...otherwise.map((one, i) => new Way(one, `otherwise[${String(i)}].`))];
  }

  /** The fact that an event is by the first way that it may go. @throws Problem `invalid-request` where it is none, saying why */
  factOf(seen: EventSeen): MappedFact {
    const way = this.ways.find((one) => one.isFor(seen));
    if (way !== undefined) return way.factOf(seen);
    throw new Problem('invalid-request', 'no where of the mapping is true of the event');
  }
}

/** One way to make a fact of an event. */
class Way {
  private readonly type: string;
  private readonly where: Rule | undefined;
  private readonly fields: readonly { readonly name: string; readonly expression: Expression }[];

  constructor({ type, where, fields }: MadeSaid, place: string) {
    this.type = type;
    this.where = where === undefined ? undefined : parseRule(where, LANGUAGE, `${place}where`);
    this.fields = Object.entries(fields).map(([name, text]) => ({
      name,
      expression: parseExpression(text, LANGUAGE, `${place}fields.${name}`),
    }));
  }

  isFor({ event, data }: EventSeen): boolean {
    return this.where?.holds({ event, data }) ?? true;
  }

  factOf(seen: EventSeen): MappedFact {
    const made = this.fields.map(({ name, expression }) => [name, valueOf(expression, name, seen)] as const);
    return { type: this.type, data: Object.fromEntries(made.filter(isThere)) };
  }
}

function valueOf(expression: Expression, name: string, { event, data }: EventSeen): Json | undefined {
  try {
    return madeValue(expression.valueOf({ event, data }));
  } catch (error) {
    if (!(error instanceof EvaluationError) && !(error instanceof Problem)) throw error;
    const detail = error instanceof Problem ? error.detail : error.summary;
    throw new Problem('invalid-request', `fields.${name}: ${detail}`, [{ field: name, detail }]);
  }
}

function isThere(field: readonly [string, Json | undefined]): field is readonly [string, Json] {
  return field[1] !== undefined;
}

const READ = new WeakMap<object, Mapping>();

/** What was said, read once for each version that is at hand. */
export function mappingOf(said: MappingSaid): Mapping {
  const known = READ.get(said) ?? new Mapping(said);
  READ.set(said, known);
  return known;
}
