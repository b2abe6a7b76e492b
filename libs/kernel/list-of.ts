/**
 * The values of a list in an address or on a command line: a comma separates them, `\,` is a comma, and a parameter given several times
 * names one list. A value that ends with a backslash is given last or by itself.
 */
export function listOf(given: string | readonly string[]): readonly string[] {
  return [given].flat().flatMap((text) => text.split(/(?<!\\),/).map((value) => value.replaceAll('\\,', ',')));
}
