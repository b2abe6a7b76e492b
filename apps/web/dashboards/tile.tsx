import { useState } from 'preact/hooks';
import { ProblemError, type Column, type DashboardAnswer, type QueryAnswer, type TileAnswer } from '#client/index.js';
import { go, type Address } from '../address.js';
import { Failed } from '../asking/said.js';
import { useBook } from '../book/about-book.js';
import { partOf } from '../book/answer.js';
import { clocksIn } from '../book/clocks.js';
import { Chart } from '../charts/chart.js';
import { useDrilling } from '../drill/drilling.js';
import { exploreAddress, questionOf } from '../explore/kept-question.js';
import { AnswerTable } from '../parts/answer-table.js';
import { useSpeech } from '../page-means.js';
import { questionOfTile } from './tile-question.js';
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
  const { answer, chart, problem, width, height } = tile;
  const clocks = clocksIn(address);
  const title = titleOfTile(dashboard, number, words);
  // What a tile asks is not in its answer: it is looked up when somebody wants to go on from it.
  const withQuestion = (use: (question: Awaited<ReturnType<typeof questionOfTile>>) => void): void => {
    setError(undefined);
    questionOfTile(dashboard, number).then(use, setError);
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
      });
    });
  };
  return (
    <li class="card tile" style={{ '--columns': width, '--rows': height }}>
      <header>
        <h2>{title}</h2>
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
      </header>
      {error !== undefined && <Failed error={error} />}
      {problem !== undefined && (
        <Failed error={new ProblemError(problem.code, problem.status, problem.detail, problem.errors)} />
      )}
      {answer !== null && <TileBody answer={answer} chart={chart} title={title} onCell={show} />}
    </li>
  );
}

interface TileBodyProps extends Pick<TileAnswer, 'chart'> {
  readonly answer: QueryAnswer;
  readonly title: string;
  readonly onCell: (column: Column, row: Row | undefined) => void;
}

function TileBody({ answer, chart: { kind, metrics, top }, title, onCell }: TileBodyProps) {
  const { t } = useSpeech();
  const { columns, rows, totals } = answer;
  const table = <AnswerTable answer={answer} caption={title} onCell={onCell} />;
  if (kind === 'table' || rows.length === 0) return table;
  const showRow = (number: number): void => {
    const column = columns.find(({ name }) => name in totals && (metrics ?? [name]).includes(name));
    const row = rows[number];
    if (column !== undefined && row !== undefined) onCell(column, row);
  };
  return (
    <>
      <Chart answer={answer} kind={kind} metrics={metrics} top={top} onRow={showRow} />
      <details class="behind-chart">
        <summary>
          {t('tile.table')}
          <span class="unseen"> {title}</span>
        </summary>
        {table}
      </details>
    </>
  );
}
