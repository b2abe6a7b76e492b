import { Entry } from '../parts/entry.js';
import { Select } from '../parts/select.js';
import { useReportTexts } from './report-texts.js';
import { EVERY, WHEN, type ScheduleDraft } from './schedule-draft.js';

interface TimingFieldsProps {
  readonly draft: ScheduleDraft;
  readonly onChange: (part: Partial<ScheduleDraft>) => void;
}

/** When a report is due. */
export function TimingFields({ draft: { when, every, at, cron, timeZone }, onChange }: TimingFieldsProps) {
  const said = useReportTexts();
  return (
    <>
      <Select
        label={said('when')}
        value={when}
        options={WHEN.map((one) => [one, said(`when.${one}`)])}
        onChange={(chosen) => onChange({ when: WHEN.find((one) => one === chosen) ?? when })}
        hint={said(`when.${when}.is`)}
      />
      {when === 'every' ? (
        <>
          <Select
            label={said('every')}
            value={every}
            options={EVERY.map((one) => [one, said(`every.${one}`)])}
            onChange={(chosen) => onChange({ every: EVERY.find((one) => one === chosen) ?? every })}
            hint={said('every.is')}
          />
          <Entry
            label={said('at')}
            value={at}
            onChange={(value) => onChange({ at: value })}
            type="time"
            hint={said('at.is')}
          />
        </>
      ) : (
        <Entry
          label={said('cron')}
          value={cron}
          onChange={(value) => onChange({ cron: value })}
          hint={said('cron.is')}
          maxLength={100}
        />
      )}
      <Entry
        label={said('timeZone')}
        value={timeZone}
        onChange={(value) => onChange({ timeZone: value })}
        isOptional
        hint={said('timeZone.is')}
        maxLength={64}
      />
    </>
  );
}
