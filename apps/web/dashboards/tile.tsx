import { useState } from 'preact/hooks';
import type { Column, DashboardAnswer, QueryAnswer, TileAnswer } from '#client/index.js';
import { go, type Address } from '../address.js';
import { Failed } from '../asking/said.js';
import { useBook } from '../book/about-book.js';
import { partOf } from '../book/answer.js';
import { basisOf } from '../book/basis.js';
import { clocksIn } from '../book/clocks.js';
import { useDrilling } from '../drill/drilling.js';
import { exploreAddress, questionOf, type KeptQuestion } from '../explore/kept-question.js';
import { periodIn } from '../explore/period.js';
import { useSpeech } from '../page-means.js';
import { TileCard } from './tile-card.js';
import { ofPeriod, questionOfTile } from './tile-question.js';
import { titleOfTile } from './tile-title.js';

type Row = QueryAnswer['rows'][number];

interface TileProps {
  readonly dashboard: DashboardAnswer;
  /** Of the tile, from 0. */
  readonly number: number;
  readonly tile: TileAnswer;
  readonly address: Address;
  /** Absent where it cannot be removed. */
  readonly onRemove: (() => void) | undefined;
}

/** One answer of a dashboard as chart and table, or why there is none. */
export function Tile({ dashboard, number, tile, address, onRemove }: TileProps) {
  const words = useSpeech();
  const { t } = words;
  const book = useBook();
  const { open } = useDrilling();
  const [error, setError] = useState<unknown>();
  const { answer, chart } = tile;
  const clocks = clocksIn(address);
  const title = titleOfTile(dashboard, number, words);
  // What a tile asks is not in its answer: it is looked up when somebody wants to go on from it.
  const withQuestion = (use: (question: KeptQuestion) => void): void => {
    setError(undefined);
    questionOfTile(dashboard, number).then((kept) => use(ofPeriod(kept, periodIn(address))), setError);
  };
  const explore = (): void => withQuestion((question) => go(exploreAddress(question, chart.kind, clocks)));
  const show = ({ name }: Column, row: Row | undefined): void => {
    if (answer === null) return;
    withQuestion((kept) => {
      const { where, from, to } = questionOf(kept);
      const asked = { from: answer.meta.from ?? from, to: answer.meta.to ?? to };
      const { where: part, ...days } = partOf(answer, row ?? {}, asked, book);
      const { asOf = kept.asOf, knownAt = kept.knownAt } = clocks;
      open({
        metric: name,
        ...days,
        where: { ...where, ...(row !== undefined && part) },
        ...(asOf !== undefined && { asOf }),
        ...(knownAt !== undefined && { knownAt }),
        ...basisOf(kept),
      });
    });
  };
  return (
    <TileCard
      tile={tile}
      title={title}
      onCell={show}
      actions={
        <div class="actions">
          <button type="button" class="quiet" onClick={explore}>
            {t('tile.explore')}
            <span class="unseen"> {title}</span>
          </button>
          {onRemove !== undefined && (
            <button type="button" class="quiet" onClick={onRemove}>
              {t('tile.remove.do')}
              <span class="unseen"> {title}</span>
            </button>
          )}
        </div>
      }
    >
      {error !== undefined && <Failed error={error} />}
    </TileCard>
  );
}
