import { Select } from '../parts/select.js';
import { useSpeech } from '../page-means.js';
import { moved, type KeptTile } from './dashboard-content.js';
import { useEditingTexts } from './editing-texts.js';

interface TileFieldsProps {
  readonly tiles: readonly KeptTile[];
  /** Of saved questions, by their ids. */
  readonly titles: ReadonlyMap<string, string>;
  readonly onChange: (tiles: readonly KeptTile[]) => void;
}

const WIDTHS = Array.from({ length: 12 }, (_, i) => String(i + 1));
const HEIGHTS = [1, 2, 3, 4, 5, 6, 8, 10, 12];

/** The tiles of a dashboard in their order, each with its size. */
export function TileFields({ tiles, titles, onChange }: TileFieldsProps) {
  const { t, name } = useSpeech();
  const said = useEditingTexts();
  const called = ({ question, chart }: KeptTile, i: number): string =>
    chart?.title ??
    (typeof question === 'string'
      ? (titles.get(question) ?? question)
      : question.metrics.map(name).join(', ') || t('tile', { number: i + 1 }));
  const change = (number: number, part: Partial<KeptTile>): void =>
    onChange(tiles.map((tile, i) => (i === number ? { ...tile, ...part } : tile)));
  const button = (label: string, of: string, isOff: boolean, onClick: () => void) => (
    <button type="button" class="quiet" disabled={isOff} onClick={onClick}>
      {label}
      <span class="unseen"> {of}</span>
    </button>
  );
  return (
    <ol class="things">
      {tiles.map((tile, i) => {
        const of = called(tile, i);
        const heights = [...new Set([...HEIGHTS, tile.height])].toSorted((a, b) => a - b).map(String);
        return (
          <li key={i} class="card">
            <h3>{of}</h3>
            <div class="search">
              <Select
                label={said('width')}
                value={String(tile.width)}
                options={WIDTHS.map((one) => [one, one])}
                onChange={(width) => change(i, { width: Number(width) })}
              />
              <Select
                label={said('height')}
                value={String(tile.height)}
                options={heights.map((one) => [one, one])}
                onChange={(height) => change(i, { height: Number(height) })}
              />
              {button(said('up'), of, i === 0, () => onChange(moved(tiles, i, -1)))}
              {button(said('down'), of, i === tiles.length - 1, () => onChange(moved(tiles, i, 1)))}
              {button(said('remove'), of, false, () => onChange(tiles.filter((_, number) => number !== i)))}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
