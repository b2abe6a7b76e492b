/** An answer of `/v1/query` as far as it is printed. */
export interface AnswerTable {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
  readonly totals: Readonly<Record<string, string | number | null>>;
}

/** RFC 4180 with a header; figures exactly as answered, null as an empty field. */
export function toCsv({ columns, rows }: AnswerTable): string {
  const lines = [columns.map(({ name }) => name), ...rows.map((row) => columns.map(({ name }) => shown(row[name])))];
  return lines.map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

/** Aligned columns with the totals below. */
export function toTable({ columns, rows, totals }: AnswerTable): string {
  const total = columns.map(({ name }, i) => (name in totals ? shown(totals[name]) : i === 0 ? 'total' : ''));
  const body = rows.map((row) => columns.map(({ name }) => shown(row[name])));
  const lines = [
    columns.map(({ name }) => name),
    ...body,
    ...(columns.some(({ name }) => !(name in totals)) ? [total] : []),
  ];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => Array.from(line[i] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((text, i) => pad(text, widths[i] ?? 0, columns[i]?.type === 'string'))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

function shown(value: string | number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function pad(text: string, width: number, left: boolean): string {
  const missing = ' '.repeat(width - Array.from(text).length);
  return left ? text + missing : missing + text;
}
