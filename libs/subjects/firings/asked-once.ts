import { LRUCache } from 'lru-cache';
import { canonicalJson } from '#kernel/canonical.js';
import type { Ask } from './sights.js';

/** Answers that are kept: what days beside each other, or several rules, ask alike comes soon after each other. */
const KEPT = 50;

/** Of filters as rules have them: a rule asks by the same one from look to look. */
const texts = new WeakMap<object, string>();

/** Asks what several looks ask alike once. @param kept how many answers are kept */
export function askedOnce(ask: Ask, kept = KEPT): Ask {
  const answers = new LRUCache<string, ReturnType<Ask>>({ max: kept });
  return (question) => {
    const { where, ...rest } = question;
    const key = `${textOf(where ?? {})} ${canonicalJson(rest as never)}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask(question);
    answers.set(key, answer);
    return answer;
  };
}

function textOf(filter: object): string {
  const text = texts.get(filter) ?? canonicalJson(filter as never);
  texts.set(filter, text);
  return text;
}
