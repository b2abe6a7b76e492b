import { useState } from 'preact/hooks';
import type { Schedule } from '#client/index.js';
import type { Address } from '../address.js';
import { useLive } from '../asking/live.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { LiveMark } from '../parts/live-mark.js';
import { useSpeech } from '../page-means.js';
import type { Write } from '../settings/confirmed-write.js';
import { useWrite } from '../settings/use-write.js';
import { useReportTexts } from './report-texts.js';
import { Reported } from './reported.js';
import { isOfReports } from './reports.js';
import { Runs } from './runs.js';
import { ScheduleForm } from './schedule-form.js';
import { useTimingSaid } from './timing-said.js';

interface OneReportProps {
  readonly id: string;
  /** `run` in it is one that somebody came for. */
  readonly address: Address;
}

/** A schedule of reports, with every run of it and its files. They stay where it is retired. */
export function OneReport({ id, address }: OneReportProps) {
  const said = useReportTexts();
  const [isRetired, setIsRetired] = useState(false);
  const asked = useAnswer(id, (signal) => server.showSchedule(id, {}, { signal }));
  const { isLoading } = asked;
  const again = (): void => {
    if (!isRetired) asked.again();
  };
  const isLost = useLive({ again, isLoading }, isOfReports);
  // Beside what is followed: that is gone as soon as it is retired, and what was recorded is still to be seen.
  const { begin, dialog } = useWrite(() => setIsRetired(true), asked.again);
  return (
    <>
      <div class="place-head">
        <h1>{asked.value?.title ?? said('reports')}</h1>
        <LiveMark isLost={isLost} />
      </div>
      {isRetired ? (
        <p role="status">
          {said('retired')} <a href="/reports">{said('all')}</a>
        </p>
      ) : (
        <Said asked={asked}>{(schedule) => <Head schedule={schedule} onChanged={asked.again} onRetire={begin} />}</Said>
      )}
      {dialog}
      <Runs id={id} sought={Number(address.search.get('run'))} />
    </>
  );
}

interface HeadProps {
  readonly schedule: Schedule;
  readonly onChanged: () => void;
  readonly onRetire: (write: Write) => void;
}

function Head({ schedule, onChanged, onRetire }: HeadProps) {
  const said = useReportTexts();
  const [isChanging, setIsChanging] = useState(false);
  const { id, title, version } = schedule;
  const retire = (): void =>
    onRetire({
      title: said('retire.of', { title }),
      body: { id, version },
      send: () => server.retireSchedule(id, { ifMatch: version }),
      now: (signal) => server.showSchedule(id, {}, { signal }),
    });
  return (
    <>
      <Terms schedule={schedule} />
      <div class="actions">
        <button type="button" onClick={() => setIsChanging(true)}>
          {said('change')}
        </button>
        <button type="button" onClick={retire}>
          {said('retire')}
        </button>
      </div>
      {isChanging && (
        <ScheduleForm
          schedule={schedule}
          onClose={(isDone) => {
            setIsChanging(false);
            if (isDone) onChanged();
          }}
        />
      )}
    </>
  );
}

/** What is reported, when, and to whom. */
function Terms({ schedule }: Pick<HeadProps, 'schedule'>) {
  const { format } = useSpeech();
  const said = useReportTexts();
  const sayTiming = useTimingSaid();
  const { question, dashboard, nextAt = null, language = 'en', version, channels } = schedule;
  return (
    <>
      <p>
        {said(question === undefined ? 'reports.dashboard' : 'reports.question')}{' '}
        <Reported key={`${question ?? ''} ${dashboard ?? ''}`} question={question} dashboard={dashboard} /> ·{' '}
        {sayTiming(schedule)} · {nextAt === null ? said('never') : said('next', { at: format.instant(nextAt) })}
      </p>
      <p class="fine">
        {said('terms', {
          version,
          format: schedule.format.toUpperCase(),
          language,
          channels: channels.join(', ') || said('nobody'),
        })}
      </p>
    </>
  );
}
