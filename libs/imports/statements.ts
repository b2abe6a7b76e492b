/** What may hold a semicolon that ends nothing: texts, names, comments. */
const WHOLE =
  /[eE]'(?:[^'\\]|\\[^]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[^]*?\*\/|\$(\w*)\$[^]*?\$\1\$|[eE]|[^;'"\-/$eE]+|[-/$'"]/y;

/** A statement of a map, and the line of the map it begins on. */
export interface Statement {
  readonly line: number;
  readonly sql: string;
}

/** The statements of a map in order, without those that are comments only. */
export function statementsOf(map: string): readonly Statement[] {
  const statements: Statement[] = [];
  let begin = 0;
  for (let at = 0; at <= map.length;) {
    WHOLE.lastIndex = at;
    const found = map[at] === ';' || at === map.length ? null : WHOLE.exec(map);
    if (found !== null) {
      at = WHOLE.lastIndex;
      continue;
    }
    const text = map.slice(begin, at);
    const sql = text.replace(/^(?:\s|--[^\n]*(?:\n|$)|\/\*[^]*?\*\/)+/, '');
    if (sql !== '') statements.push({ line: lineAt(map, at - sql.length), sql: sql.trimEnd() });
    at++;
    begin = at;
  }
  return statements;
}

function lineAt(map: string, offset: number): number {
  return map.slice(0, offset).split('\n').length;
}
