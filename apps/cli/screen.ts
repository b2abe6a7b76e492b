/** Controls (line breaks and tabs aside) and the marks that turn the direction of writing: what a name must not do to a terminal. */
const UNPRINTABLE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const KEPT = new Set(['\n', '\t']);

/** Text as a terminal can show it: what would steer it is written as an escape. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => (KEPT.has(character) ? character : escaped(character)));
}

/** As in JSON, so that JSON stays JSON. */
function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A line for whoever called the command. */
export function say(line: string): void {
  process.stdout.write(`${printable(line)}\n`);
}

/** A line beside the result. */
export function complain(line: string): void {
  process.stderr.write(`${printable(line)}\n`);
}

/** Text made for a file or a program, which is as it was asked for there; on a terminal nothing in it can steer that. */
export function write(text: string): void {
  process.stdout.write(process.stdout.isTTY ? printable(text.replaceAll('\r\n', '\n')) : text);
}
