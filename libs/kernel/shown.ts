/** Characters of a caller's text that a message shows. */
const SHOWN = 50;

/** A caller's text, safe to show: shortened, well-formed, without control characters. */
export function shown(text: string): string {
  const characters = Array.from(text.slice(0, 2 * SHOWN + 2));
  const cut = characters.length > SHOWN ? `${characters.slice(0, SHOWN).join('')}…` : characters.join('');
  return cut.toWellFormed().replace(/\p{Cc}/gu, '?');
}

/** A caller's value as a message shows it. */
export function shownValue(value: unknown): string {
  if (typeof value === 'string') return `"${shown(value)}"`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** What is wrong with a value (`must be …`, or what it is instead), as a sentence that shows it. */
export function refusing(value: unknown, detail: string): string {
  return detail.startsWith('must ') ? `${detail}, not ${shownValue(value)}` : `${shownValue(value)} ${detail}`;
}
