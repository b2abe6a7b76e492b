import type { Json, RecordedEvent } from '#kernel/event.js';
import { LANGUAGE } from '../mappings/language.js';
import { parseRule, type Rule } from '../segments/rule/rule.js';

/** A condition on events: CEL over `event`, what it says of itself, and `data`. @throws Problem `invalid-request` with the place of what is wrong */
export function parseWhere(text: string): Rule {
  return parseRule(text, LANGUAGE, 'where');
}

const READ = new Map<string, Rule>();
/** Conditions that are kept read. */
const KEPT = 1_000;

/** Whether a condition is true of an event. @param data without what is of a person, whoever is told */
export function isTrueOf(text: string, event: RecordedEvent, data: Json): boolean {
  const rule = READ.get(text) ?? parseWhere(text);
  if (READ.size >= KEPT) READ.clear();
  READ.set(text, rule);
  const { position, id, type, schema, stream, key, occurredAt, recordedAt, envelope } = event;
  const own = { id, type, schema, stream, key, occurredAt, recordedAt, position: String(position) };
  return rule.holds({ event: { ...envelope, ...own }, data });
}
