import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';

/** A version as an entity tag. */
export function entityTag(version: number): string {
  return `"${String(version)}"`;
}

interface Conditions {
  readonly 'if-match'?: string | undefined;
  readonly 'if-none-match'?: string | undefined;
}

/**
 * Which version a request is for, by its headers: undefined where it does not say. A tag that a proxy has made weak still names the version.
 * @throws Problem for what is no version
 */
export function versionAsked(headers: Conditions): number | '*' | undefined {
  const { 'if-match': match, 'if-none-match': none } = headers;
  if (none !== undefined) {
    if (none.trim() !== '*') throw invalid('If-None-Match', none, 'can only be *: that the thing is not there yet');
    if (match !== undefined) throw invalid('If-None-Match', none, 'must not come with If-Match');
    return 0;
  }
  if (match === undefined) return undefined;
  if (match.trim() === '*') return '*';
  const [, tag] = /^\s*(?:W\/)?"?(\d{1,15})"?\s*$/.exec(match) ?? [];
  if (tag === undefined)
    throw invalid('If-Match', match, 'must be the ETag of the version to change, such as "3", or *');
  return Number(tag);
}

function invalid(field: string, value: string, wrong: string): Problem {
  const detail = refusing(value, wrong);
  return new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}
