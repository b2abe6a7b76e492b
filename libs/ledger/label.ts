/** Characters of ids, names and labels, and of free text such as a reason. */
export const LABEL_LIMIT = 200;
export const TEXT_LIMIT = 2_000;
// C0 and C1 controls and DEL.
const CONTROL = /\p{Cc}/u;
const PLAIN = /^[ -~]{1,200}$/;

/** Why a value is no text of 1 to `limit` characters that can be stored; undefined where it is. */
export function labelError(value: unknown, limit: number): string | undefined {
  if (typeof value !== 'string') return 'must be text';
  if (PLAIN.test(value)) return undefined;
  const tooLong = value.length > 2 * limit || (value.length > limit && Array.from(value).length > limit);
  if (value.length === 0 || tooLong) return `must have 1 to ${String(limit)} characters`;
  if (!value.isWellFormed()) return 'must be well-formed Unicode';
  return CONTROL.test(value) ? 'must not have control characters' : undefined;
}

/** A caller's field name, safe to show. */
export function shown(name: string): string {
  return name
    .toWellFormed()
    .replace(/\p{Cc}/gu, '?')
    .slice(0, 50);
}
