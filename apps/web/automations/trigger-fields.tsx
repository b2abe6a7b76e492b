import { Entry } from '../parts/entry.js';
import { Select } from '../parts/select.js';
import { useSpeech } from '../page-means.js';
import { useFormTexts } from './form-texts.js';
import { SegmentField } from './one-of.js';
import { DATES, FACTS, STAGES, TRIGGERS, type TriggerDraft } from './trigger-draft.js';

interface TriggerFieldsProps {
  readonly draft: TriggerDraft;
  readonly onChange: (part: Partial<TriggerDraft>) => void;
}

/** What sets an automation off. */
export function TriggerFields({ draft, onChange }: TriggerFieldsProps) {
  const said = useFormTexts();
  const { trigger } = draft;
  return (
    <fieldset class="form">
      <legend>{said('trigger')}</legend>
      <Select
        label={said('when')}
        value={trigger}
        options={TRIGGERS.map((one) => [one, said(`trigger.${one}`)])}
        onChange={(next) => onChange({ trigger: TRIGGERS.find((one) => one === next) ?? trigger })}
        hint={said(`trigger.${trigger}.is`)}
      />
      <Fields draft={draft} onChange={onChange} />
    </fieldset>
  );
}

function Fields({ draft, onChange }: TriggerFieldsProps) {
  const said = useFormTexts();
  const { trigger, fact, where, segment, of, days, cron } = draft;
  const inSegment = <SegmentField value={segment} onChange={(next) => onChange({ segment: next })} />;
  const dayCount = (hint: string, pattern: string) => (
    <Entry
      label={said('days')}
      value={days}
      onChange={(next) => onChange({ days: next })}
      pattern={pattern}
      hint={hint}
    />
  );
  switch (trigger) {
    case 'fact':
      return (
        <>
          <Select
            label={said('fact')}
            value={fact}
            options={FACTS.map((one) => [one, said(`fact.${one}`)])}
            onChange={(next) => onChange({ fact: FACTS.find((one) => one === next) ?? fact })}
          />
          <Entry
            label={said('where')}
            value={where}
            onChange={(next) => onChange({ where: next })}
            hint={said('where.is')}
            maxLength={2000}
            isOptional
          />
        </>
      );
    case 'stage':
    case 'tier':
      return <Turn draft={draft} onChange={onChange} />;
    case 'date':
      return (
        <>
          <Select
            label={said('date')}
            value={of}
            options={DATES.map((one) => [one, said(`date.${one}`)])}
            onChange={(next) => onChange({ of: DATES.find((one) => one === next) ?? of })}
          />
          {dayCount(said('days.are'), '-?\\d{1,4}')}
        </>
      );
    case 'inactivity':
      return dayCount(said('days.quiet'), '\\d{1,4}');
    case 'every':
      return (
        <>
          {inSegment}
          <Entry
            label={said('cron')}
            value={cron}
            onChange={(next) => onChange({ cron: next })}
            hint={said('cron.is')}
          />
        </>
      );
    case 'enters':
    case 'leaves':
    case 'now':
      return inSegment;
  }
}

/** From where to where; any where nothing is said. Tiers are called what callers call them. */
function Turn({ draft, onChange }: TriggerFieldsProps) {
  const said = useFormTexts();
  const { valueName } = useSpeech();
  const { trigger, from, to } = draft;
  if (trigger === 'tier')
    return (
      <>
        <Entry label={said('from')} value={from} onChange={(next) => onChange({ from: next })} isOptional />
        <Entry label={said('to')} value={to} onChange={(next) => onChange({ to: next })} isOptional />
      </>
    );
  const options = [['', said('any')] as const, ...STAGES.map((stage) => [stage, valueName('stage', stage)] as const)];
  return (
    <>
      <Select label={said('from')} value={from} options={options} onChange={(next) => onChange({ from: next })} />
      <Select label={said('to')} value={to} options={options} onChange={(next) => onChange({ to: next })} />
    </>
  );
}
