import type { ComponentChildren } from 'preact';
import { FigureTable } from './figure-table.js';

interface RowsProps {
  readonly caption: string;
  /** What each column is called; those of figures begin with `#`. */
  readonly columns: readonly string[];
  /** A cell for each column: the first is what the row is of. */
  readonly rows: readonly (readonly ComponentChildren[])[];
}

/** A table where each row is of one thing. */
export function Rows({ caption, columns, rows }: RowsProps) {
  const kinds = columns.map((column) => (column.startsWith('#') ? 'is-number' : ''));
  return (
    <FigureTable caption={caption}>
      <thead>
        <tr>
          {columns.map((column, i) => (
            <th key={column} scope="col" class={kinds[i]}>
              {column.replace(/^#/, '')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...cells], row) => (
          <tr key={row}>
            <th scope="row">{first}</th>
            {cells.map((cell, i) => (
              <td key={i} class={kinds[i + 1]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </FigureTable>
  );
}
