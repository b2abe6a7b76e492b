import { shown } from '#kernel/shown.js';
import type { CodeTold, Example } from '#imports/refusals.js';

/** What of a file was refused, as lines: each code with its count, its messages below it. */
export function refusalLines(told: readonly CodeTold[]): readonly string[] {
  return told.flatMap(({ code, count, messages, beyond }) => [
    `${code}: ${String(count)}`,
    ...messages.flatMap((message) => [
      ...message.examples.map(exampleLine),
      ...(message.count > message.examples.length ? [`  … ${String(message.count)} that say this`] : []),
    ]),
    ...(beyond > 0 ? [`  … and ${String(beyond)} that say something else`] : []),
  ]);
}

function exampleLine({ line, detail, cell }: Example): string {
  const place = line === undefined ? '' : `line ${String(line)}: `;
  return `  ${place}${detail}${cell === undefined ? '' : ` (column ${cell.column}: "${shown(cell.value)}")`}`;
}
