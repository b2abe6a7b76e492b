/** Stands for whatever there is. */
const ANYTHING = '…';

/**
 * Whether a page is right about what is printed. How JSON is laid out does not matter, nor do blanks at the ends of lines.
 * @returns both, to be compared: the same where it is right
 */
export function compared(language: string, said: string, printed: string): readonly [printed: string, said: string] {
  const [expected, actual] = [plain(language, said), plain(language, printed)];
  return [fits(expected.split(ANYTHING), actual) ? expected : actual, expected];
}

function plain(language: string, text: string): string {
  return language === 'json' ? text.replace(/\s+/g, '') : text.replace(/[ \r]+$/gm, '').trimEnd();
}

/** Whether a text is made of these parts in their order, with anything between them. */
function fits([first = '', ...parts]: readonly string[], text: string): boolean {
  if (!text.startsWith(first)) return false;
  let at = first.length;
  const last = parts.pop();
  for (const part of parts) {
    const from = text.indexOf(part, at);
    if (from < 0) return false;
    at = from + part.length;
  }
  return last === undefined ? at === text.length : text.slice(at).endsWith(last);
}
