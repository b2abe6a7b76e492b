import type { Row } from '#kernel/ports/views-schema.js';
import { decodeColumns, type FactColumns } from './fact-columns.js';
import { FactTable } from './fact-table.js';
import type { Texts } from './texts.js';

/** As `fact-columns` describes it. */
export function encodeFacts(facts: Iterable<Row>): Buffer {
  return FactTable.of(facts).encode();
}

/** @throws Error as `decodeColumns` */
export function decodeFacts(bytes: Uint8Array): Row[] {
  const { texts, series } = decodeColumns(bytes);
  return series.flatMap((columns) => Array.from({ length: columns.count }, (_, i) => rowAt(i, columns, texts)));
}

function rowAt(i: number, columns: FactColumns, texts: Texts): Row {
  const textOf = (column: Uint32Array): string => texts.at(column[i] as number);
  return {
    series: columns.series,
    valid: columns.valid[i] as number,
    recorded: columns.recorded[i] as number,
    mark: columns.mark[i] as number,
    customer: textOf(columns.customer),
    record: textOf(columns.record),
    dimensions: columns.dimensions.map(textOf),
    measures: columns.measures.map(({ values, beyond }) => beyond.get(i) ?? BigInt(values[i] as number)),
  };
}
