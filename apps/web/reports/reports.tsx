import { useState } from 'preact/hooks';
import type { Schedule, ScheduleList } from '#client/index.js';
import { useLive } from '../asking/live.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { LiveMark } from '../parts/live-mark.js';
import { useSpeech } from '../page-means.js';
import { useReportTexts } from './report-texts.js';
import { ScheduleForm } from './schedule-form.js';
import { useTimingSaid } from './timing-said.js';

const PAGE = 50;

/** All schedules of reports, each with when it is due and what became of it last. */
export function Reports() {
  const said = useReportTexts();
  const [isMaking, setIsMaking] = useState(false);
  const pages = usePages<ScheduleList>('schedules', (cursor, signal) =>
    server.listSchedules({ limit: PAGE, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  const isLost = useLive(pages, isOfReports);
  return (
    <>
      <div class="place-head">
        <h1>{said('reports')}</h1>
        <p class="fine">{said('are')}</p>
        <LiveMark isLost={isLost} />
      </div>
      <div class="actions">
        <button type="button" onClick={() => setIsMaking(true)}>
          {said('make')}
        </button>
      </div>
      <Paged pages={pages}>
        {(all) => {
          const schedules = all.flatMap((page) => page.schedules);
          if (schedules.length === 0) return <p class="nothing">{said('none')}</p>;
          return (
            <ul class="links">
              {schedules.map((schedule) => (
                <OneSchedule key={schedule.id} schedule={schedule} />
              ))}
            </ul>
          );
        }}
      </Paged>
      {isMaking && (
        <ScheduleForm
          onClose={(isDone) => {
            setIsMaking(false);
            if (isDone) pages.again();
          }}
        />
      )}
    </>
  );
}

function OneSchedule({ schedule }: { readonly schedule: Schedule }) {
  const { format } = useSpeech();
  const said = useReportTexts();
  const sayTiming = useTimingSaid();
  const { id, title, lastRun, nextAt = null } = schedule;
  const parts = [sayTiming(schedule), nextAt === null ? said('never') : said('next', { at: format.instant(nextAt) })];
  if (lastRun !== undefined) parts.push(said(`last.${lastRun.state}`, { period: format.period(lastRun.period) }));
  return (
    <li>
      <a href={`/reports/${encodeURIComponent(id)}`}>{title}</a>
      <span class="fine">{parts.join(' · ')}</span>
    </li>
  );
}

/** Whether something was recorded that changes what is reported, or was. */
export function isOfReports(events: Readonly<Record<string, number>> | undefined): boolean {
  return events === undefined || Object.keys(events).some((type) => /^(Report|Schedule)/.test(type));
}
