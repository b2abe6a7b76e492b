import type { ComponentChildren } from 'preact';
import { ProblemError, type Column, type QueryAnswer, type TileAnswer } from '#client/index.js';
import { Failed } from '../asking/said.js';
import { Chart } from '../charts/chart.js';
import { AnswerTable } from '../parts/answer-table.js';
import { useSpeech } from '../page-means.js';

type OnCell = (column: Column, row: QueryAnswer['rows'][number] | undefined) => void;

interface TileCardProps {
  readonly tile: TileAnswer;
  readonly title: string;
  /** Shows what is behind a figure; without it a tile is only looked at. */
  readonly onCell?: OnCell;
  /** What can be done with it. */
  readonly actions?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** A tile as it lies in the grid: its answer as chart and table, or why there is none. */
export function TileCard({ tile, title, onCell, actions, children }: TileCardProps) {
  const { answer, chart, problem, width, height } = tile;
  return (
    <li class="card tile" style={{ '--columns': width, '--rows': height }}>
      <header>
        <h2>{title}</h2>
        {actions}
      </header>
      {problem !== undefined && (
        <Failed error={new ProblemError(problem.code, problem.status, problem.detail, problem.errors)} />
      )}
      {answer !== null && <TileBody answer={answer} chart={chart} title={title} onCell={onCell} />}
      {children}
    </li>
  );
}

interface TileBodyProps extends Pick<TileAnswer, 'chart'> {
  readonly answer: QueryAnswer;
  readonly title: string;
  readonly onCell: OnCell | undefined;
}

function TileBody({ answer, chart: { kind, metrics, top }, title, onCell }: TileBodyProps) {
  const { t } = useSpeech();
  const table = <AnswerTable answer={answer} caption={title} onCell={onCell} />;
  if (kind === 'table' || answer.rows.length === 0) return table;
  return (
    <>
      <Chart answer={answer} kind={kind} metrics={metrics} top={top} onCell={onCell} />
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
