import { LRUCache } from 'lru-cache';
import { canonicalJson } from '#kernel/canonical.js';
import type { Ask } from './sights.js';

/** Answers that are kept: what days beside each other, or several rules, ask alike comes soon after each other. */
const KEPT = 50;

/** Asks what several looks ask alike once. */
export function askedOnce(ask: Ask): Ask {
  const answers = new LRUCache<string, ReturnType<Ask>>({ max: KEPT });
  return (question) => {
    const key = canonicalJson(question as never);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask(question);
    answers.set(key, answer);
    return answer;
  };
}
