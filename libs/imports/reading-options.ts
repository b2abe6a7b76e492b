import { checkEncoding } from './decoded.js';
import { ImportError } from './import-error.js';

/** How a file is read, as its map says it in its first comments or the caller by flags; what is absent is found out. */
export interface ReadingOptions {
  /** A label of the WHATWG list. */
  readonly encoding?: string;
  /** What stands between cells: one character, or "tab". */
  readonly delimiter?: string;
  /** "none" where quotes are plain characters, `"` otherwise. */
  readonly quote?: string;
  /** Lines before the header. */
  readonly skip?: string;
  /** The name of the sheet. */
  readonly sheet?: string;
  /** IANA name of the zone in which times without an offset are meant. */
  readonly timezone?: string;
}

export const READING_OPTIONS = ['encoding', 'delimiter', 'quote', 'skip', 'sheet', 'timezone'] as const;

const SAID = new RegExp(`^--\\s*(${READING_OPTIONS.join('|')})\\s*:\\s*(.*?)\\s*$`, 'i');

/** The options in the comments before the first statement of a map. */
export function optionsIn(map: string): ReadingOptions {
  const options: Record<string, string> = {};
  for (const line of leadingComments(map)) {
    const [, name, value] = SAID.exec(line) ?? [];
    if (name !== undefined && value !== undefined) options[name.toLowerCase()] = value;
  }
  return options;
}

/** The names that a comment before the first statement lists, as in `-- needs: Order ID, Amount`. */
export function namesIn(map: string, list: 'needs' | 'optional'): readonly string[] {
  const begin = new RegExp(`^--\\s*${list}\\s*:(.*)$`, 'i');
  return leadingComments(map).flatMap((line) => {
    const [, names = ''] = begin.exec(line) ?? [];
    return names.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
  });
}

const LIST = new RegExp(`^--\\s*(needs|optional|${READING_OPTIONS.join('|')})\\s*:`, 'i');

/** What the comments before the first statement say beside options and lists, as one text. */
export function aboutMap(map: string): string {
  const said = leadingComments(map).filter((line) => line !== '' && !LIST.test(line));
  return said.map((line) => line.replace(/^--\s*/, '')).join(' ');
}

/** The lines before the first statement. */
function leadingComments(map: string): readonly string[] {
  const lines = map.split('\n').map((line) => line.trim());
  const end = lines.findIndex((line) => line !== '' && !line.startsWith('--'));
  return end === -1 ? lines : lines.slice(0, end);
}

/** How a file of separated cells is read. @throws ImportError for an option that has no meaning */
export function dialectSaid({ delimiter, quote, skip }: ReadingOptions) {
  return {
    ...(delimiter !== undefined && { delimiter: delimiterOf(delimiter) }),
    ...(quote !== undefined && { isQuoted: isQuoted(quote) }),
    ...(skip !== undefined && { skip: skipped(skip) }),
  };
}

/** @throws ImportError */
export function encodingSaid({ encoding = 'utf-8' }: ReadingOptions): string {
  checkEncoding(encoding);
  return encoding;
}

function delimiterOf(said: string): string {
  const one = ['tab', '\\t'].includes(said.toLowerCase()) ? '\t' : said;
  if (/^[^"\r\n]$/u.test(one)) return one;
  throw new ImportError(`delimiter must be one character or tab, not ${said}`);
}

function isQuoted(said: string): boolean {
  if (said === '"') return true;
  if (said.toLowerCase() === 'none') return false;
  throw new ImportError(`quote must be " or none, not ${said}`);
}

function skipped(said: string): number {
  if (/^\d{1,9}$/.test(said)) return Number(said);
  throw new ImportError(`skip must be a number of lines, not ${said}`);
}
