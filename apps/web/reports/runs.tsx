import type { ReportRunList } from '#client/index.js';
import { useLive } from '../asking/live.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { FigureTable } from '../parts/figure-table.js';
import { useSpeech } from '../page-means.js';
import { useReportTexts } from './report-texts.js';
import { isOfReports } from './reports.js';
import { RunFiles } from './run-files.js';

const PAGE = 24;
const COLUMNS = ['period', 'run', 'ran', 'state', 'files'] as const;

interface RunsProps {
  /** Of the schedule. */
  readonly id: string;
  /** The run that somebody came for. */
  readonly sought: number;
}

/** Each time that a report was due, the newest first, with its files: the same bytes whenever they are fetched. */
export function Runs({ id, sought }: RunsProps) {
  const said = useReportTexts();
  const pages = usePages<ReportRunList>(id, (cursor, signal) =>
    server.listScheduleRuns(id, { limit: PAGE, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  useLive(pages, isOfReports);
  return (
    <section class="card space-above">
      <header>
        <h2>{said('runs')}</h2>
        <p class="fine">{said('runs.are')}</p>
      </header>
      <Paged pages={pages}>
        {(all) => {
          const runs = all.flatMap((page) => page.runs);
          if (runs.length === 0) return <p class="nothing">{said('runs.none')}</p>;
          return (
            <FigureTable caption={said('runs')}>
              <thead>
                <tr>
                  {COLUMNS.map((column) => (
                    <th key={column} scope="col">
                      {said(column)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {runs.map((run) => (
                  <Run key={run.run} id={id} told={run} isSought={run.run === sought} />
                ))}
              </tbody>
            </FigureTable>
          );
        }}
      </Paged>
    </section>
  );
}

interface RunProps {
  readonly id: string;
  readonly told: ReportRunList['runs'][number];
  readonly isSought: boolean;
}

function Run({ id, told, isSought }: RunProps) {
  const { format } = useSpeech();
  const said = useReportTexts();
  const { run, period, from, to, ranAt, dueAt, madeUp, state, reason } = told;
  return (
    <tr aria-current={isSought ? 'true' : undefined}>
      <th scope="row">
        {format.period(period)}
        {from !== to && <div class="fine">{said('days', { from: format.day(from), to: format.day(to) })}</div>}
      </th>
      <td>{run}</td>
      <td>
        {format.instant(ranAt)}
        {madeUp && <div class="fine">{said('madeUp', { at: format.instant(dueAt) })}</div>}
      </td>
      <td>
        {said(`state.${state}`)}
        {reason !== undefined && <div class="fine">{reason}</div>}
      </td>
      <td>{state === 'reported' && <RunFiles id={id} run={run} />}</td>
    </tr>
  );
}
