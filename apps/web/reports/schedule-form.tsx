import { useState } from 'preact/hooks';
import type { Schedule } from '#client/index.js';
import { server } from '../asking/server.js';
import { ChannelChoice } from '../channels/channel-choice.js';
import { Entry } from '../parts/entry.js';
import { Form } from '../parts/form.js';
import { idOf } from '../parts/id-of.js';
import { Panel } from '../parts/panel.js';
import { Select } from '../parts/select.js';
import { useSpeech } from '../page-means.js';
import { useWrite } from '../settings/use-write.js';
import { useReportTexts } from './report-texts.js';
import { ReportedFields } from './reported-fields.js';
import { FORMATS, LANGUAGES, newSchedule, scheduleDraftOf, scheduleOf, type ScheduleDraft } from './schedule-draft.js';
import { TimingFields } from './timing-fields.js';

interface ScheduleFormProps {
  /** The one to change; a new one where absent. */
  readonly schedule?: Schedule;
  /** @param isDone whether it was recorded, or is another than was seen */
  readonly onClose: (isDone: boolean) => void;
}

/** A report to be filled in, and recorded once somebody has said so twice. */
export function ScheduleForm({ schedule: given, onClose }: ScheduleFormProps) {
  const { t, language } = useSpeech();
  const said = useReportTexts();
  // As somebody began to change it: what it has become meanwhile is not theirs to overwrite.
  const [schedule] = useState(given);
  const [draft, setDraft] = useState<ScheduleDraft>(
    schedule === undefined ? newSchedule(language) : scheduleDraftOf(schedule),
  );
  const [named, setNamed] = useState(schedule?.id);
  const change = (part: Partial<ScheduleDraft>): void => setDraft((before) => ({ ...before, ...part }));
  // A new one whose name is taken gets another.
  const { begin, dialog } = useWrite(
    () => onClose(true),
    () => {
      if (schedule !== undefined) onClose(true);
    },
  );
  const id = named ?? idOf(draft.title);
  const title = schedule === undefined ? said('define') : said('change.of', { title: schedule.title });
  const propose = (): void => {
    const body = { ...scheduleOf(draft), ifMatch: schedule?.version ?? 0 };
    begin({
      title,
      body: { id, ...body },
      ...(schedule === undefined && {
        leadsTo: { href: `/reports/${encodeURIComponent(id)}`, title: draft.title },
      }),
      send: () => server.setSchedule(id, body),
      now: (signal) => server.showSchedule(id, {}, { signal }),
    });
  };
  if (dialog !== false) return dialog;
  return (
    <Panel title={title} kind="middle" onClose={() => onClose(false)}>
      <Form onSubmit={propose}>
        <Entry
          label={t('title')}
          value={draft.title}
          onChange={(value) => change({ title: value })}
          hint={said('title.is')}
        />
        <Entry label={t('id')} value={id} onChange={setNamed} isFixed={schedule !== undefined} hint={said('id.is')} />
        <ReportedFields draft={draft} onChange={change} />
        <TimingFields draft={draft} onChange={change} />
        <SentFields draft={draft} onChange={change} />
        <button type="submit" class="primary" disabled={draft.which === ''}>
          {said('go')}
        </button>
      </Form>
    </Panel>
  );
}

interface SentFieldsProps {
  readonly draft: ScheduleDraft;
  readonly onChange: (part: Partial<ScheduleDraft>) => void;
}

/** Each language as it calls itself. */
const NAMES = { en: 'English', zh: '中文' } as const;

/** In which form a report goes, and to whom. */
function SentFields({ draft: { format, language, channels }, onChange }: SentFieldsProps) {
  const said = useReportTexts();
  return (
    <>
      <Select
        label={said('format')}
        value={format}
        options={FORMATS.map((one) => [one, one.toUpperCase()])}
        onChange={(chosen) => onChange({ format: FORMATS.find((one) => one === chosen) ?? format })}
        hint={said('format.is')}
      />
      <Select
        label={said('language')}
        value={language}
        options={LANGUAGES.map((one) => [one, NAMES[one]])}
        onChange={(chosen) => onChange({ language: LANGUAGES.find((one) => one === chosen) ?? language })}
        hint={said('language.is')}
      />
      <ChannelChoice
        legend={said('channels')}
        hint={said('channels.are')}
        none={said('channels.none')}
        chosen={channels}
        onChange={(chosen) => onChange({ channels: chosen })}
      />
    </>
  );
}
