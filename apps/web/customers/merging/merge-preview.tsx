import type { Customer } from '#client/index.js';
import { FigureTable } from '../../parts/figure-table.js';
import { useSpeech } from '../../page-means.js';
import { useMergingTexts } from './merging-texts.js';
import { LABELS, together, type Compared } from './together.js';

interface MergePreviewProps {
  readonly stays: Customer;
  readonly merged: Customer;
}

/** Two customers side by side, and what they will be as one. */
export function MergePreview({ stays, merged }: MergePreviewProps) {
  const said = useMergingTexts();
  const { name, format } = useSpeech();
  const all = [stays, merged, together(stays, merged)];
  const text = (value: string): string => (value === '' ? '–' : value);
  const rows: readonly (readonly [string, (one: Compared) => string])[] = [
    [said('registered'), ({ registered }) => format.day(registered ?? '')],
    ...LABELS.map((label) => [name(label), (one: Compared) => text(one[label])] as const),
    [said('firstPurchase'), ({ firstPurchase }) => format.day(firstPurchase ?? '')],
    [said('lastPurchase'), ({ lastPurchase }) => format.day(lastPurchase ?? '')],
    [said('orders'), ({ orders }) => format.count(orders)],
  ];
  return (
    <>
      <FigureTable caption={said('preview')}>
        <thead>
          <tr>
            <th scope="col">{said('field')}</th>
            <th scope="col">{stays.id}</th>
            <th scope="col">{merged.id}</th>
            <th scope="col">{said('both')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([title, of]) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              {all.map((one, column) => (
                <td key={column}>{of(one)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </FigureTable>
      <p class="fine">{said('both.is', { stays: stays.id, merged: merged.id })}</p>
    </>
  );
}
