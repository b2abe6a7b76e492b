/** Characters of ids, names and labels, and of free text such as a reason. */
const LABEL_LIMIT = 200;
const TEXT_LIMIT = 2_000;
// C0 and C1 controls and DEL.
const CONTROL = /\p{Cc}/u;
const CONTROL_IN_TEXT = /[^\P{Cc}\t\n\r]/u;
const PLAIN = /^[ -~]{1,200}$/;

/** Why a value is no label that can be stored; undefined where it is one. */
export function labelError(value: unknown): string | undefined {
  if (typeof value === 'string' && PLAIN.test(value)) return undefined;
  return textError(value, LABEL_LIMIT, CONTROL);
}

/** Why a value is no free text that can be stored, in which there may be tabs and line breaks; undefined where it is. */
export function freeTextError(value: unknown): string | undefined {
  return textError(value, TEXT_LIMIT, CONTROL_IN_TEXT);
}

/** Any text as one that can be stored: what cannot be is a space, or cut off. @param otherwise where nothing is left */
export function asFreeText(value: string, otherwise: string): string {
  const wellFormed = value.slice(0, 2 * TEXT_LIMIT).toWellFormed();
  const kept = Array.from(wellFormed.replaceAll(/\p{Cc}/gu, ' ').trim()).slice(0, TEXT_LIMIT);
  return kept.length === 0 ? otherwise : kept.join('');
}

function textError(value: unknown, limit: number, control: RegExp): string | undefined {
  if (typeof value !== 'string') return 'must be text';
  const tooLong = value.length > 2 * limit || (value.length > limit && Array.from(value).length > limit);
  if (value.length === 0 || tooLong) return `must have 1 to ${String(limit)} characters`;
  if (!value.isWellFormed()) return 'must be well-formed Unicode';
  return control.test(value) ? 'must not have control characters' : undefined;
}
