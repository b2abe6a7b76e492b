import { withChanged } from './zip.js';

/** In front of what the text of a cell is that holds an error: no sheet has it by itself. */
const MARK = '\ue000';

const ERROR_TYPE = Buffer.from('t="e"');
/** A cell that holds an error, up to its text: `<c r="C2" t="e"><f>1/0</f><v>#DIV/0!`. */
const ERROR_CELL = /(<(?:\w+:)?c\b[^>]*?\bt=)"e"([^>]*>(?:(?!<\/(?:\w+:)?c>)[^])*?<(?:\w+:)?v>)/g;

/** A workbook in which cells that hold an error are texts: the reader would take them for empty. */
export function errorsAsTexts(workbook: Buffer): Buffer {
  return withChanged(workbook, (name, content) => {
    if (!/^\/?xl\/worksheets\/[^/]+\.xml$/i.test(name)) return undefined;
    const sheet = content();
    if (!sheet.includes(ERROR_TYPE)) return undefined;
    return Buffer.from(sheet.toString('utf8').replace(ERROR_CELL, `$1"str"$2${MARK}`));
  });
}

/** The error that a cell holds, such as `#DIV/0!`; undefined where it holds none. */
export function errorIn(text: string): string | undefined {
  return text.startsWith(MARK) ? text.slice(MARK.length) : undefined;
}

/** What a cell shows. */
export function withoutMark(text: string): string {
  return errorIn(text) ?? text;
}
