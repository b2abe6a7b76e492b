/** Lists and pairs as somebody writes them into a field. */

export function listIn(text: string): readonly string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

export function listText(list: readonly string[]): string {
  return list.join(', ');
}

/** A line for each: `name = text`, in which `\n` is another line and `\\` a backslash. A line without `=` is a name without a text. */
export function pairsIn(text: string): Readonly<Record<string, string>> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const [, name = line, value = ''] = /^([^=]*)=(.*)$/s.exec(line) ?? [];
      return [name.trim(), value.trim().replace(/\\(.)/g, (_all, one) => (one === 'n' ? '\n' : String(one)))];
    }),
  );
}

export function pairsText(pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs)
    .map(([name, value]) => `${name} = ${value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`)
    .join('\n');
}
