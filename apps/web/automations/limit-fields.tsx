import { Entry } from '../parts/entry.js';
import { Select } from '../parts/select.js';
import { GOALS, ONCE, type Draft } from './automation-draft.js';
import { useFormTexts } from './form-texts.js';

interface LimitFieldsProps {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

/** How often an automation acts, when it keeps still, and what it is measured by. */
export function LimitFields({ draft, onChange }: LimitFieldsProps) {
  const said = useFormTexts();
  const { once, wait, capMessages, capPer, quietFrom, quietTo } = draft;
  return (
    <fieldset class="form">
      <legend>{said('limits')}</legend>
      <Select
        label={said('once')}
        value={once}
        options={ONCE.map((one) => [one, said(`once.${one}`)])}
        onChange={(next) => onChange({ once: ONCE.find((one) => one === next) ?? once })}
      />
      <Entry
        label={said('wait')}
        value={wait}
        onChange={(next) => onChange({ wait: next })}
        pattern="\d{1,4}[mhd]"
        hint={said('wait.is')}
        isOptional
      />
      <Entry
        label={said('cap')}
        value={capMessages}
        onChange={(next) => onChange({ capMessages: next })}
        pattern="\d{1,4}"
        hint={said('cap.is')}
        isOptional
      />
      {capMessages !== '' && (
        <Entry
          label={said('cap.per')}
          value={capPer}
          onChange={(next) => onChange({ capPer: next })}
          pattern="\d{1,4}"
        />
      )}
      <Entry
        label={said('quiet.from')}
        type="time"
        value={quietFrom}
        onChange={(next) => onChange({ quietFrom: next })}
        hint={said('quiet.is')}
        isOptional
      />
      <Entry
        label={said('quiet.to')}
        type="time"
        value={quietTo}
        onChange={(next) => onChange({ quietTo: next })}
        isOptional={quietFrom === ''}
      />
      <Measure draft={draft} onChange={onChange} />
    </fieldset>
  );
}

function Measure({ draft: { holdOut, goal, within, costFixed, costEach }, onChange }: LimitFieldsProps) {
  const said = useFormTexts();
  return (
    <>
      <Select
        label={said('goal')}
        value={goal}
        options={[['', said('goal.none')], ...GOALS.map((one) => [one, said(`goal.${one}`)] as const)]}
        onChange={(next) => onChange({ goal: GOALS.find((one) => one === next) ?? '' })}
        hint={said('goal.is')}
      />
      {goal !== '' && (
        <Entry
          label={said('within')}
          value={within}
          onChange={(next) => onChange({ within: next })}
          pattern="\d{1,3}"
        />
      )}
      <Entry
        label={said('holdOut')}
        value={holdOut}
        onChange={(next) => onChange({ holdOut: next })}
        pattern="0(\.\d{1,6})?|1"
        hint={said('holdOut.is')}
        isOptional
      />
      <Entry
        label={said('cost.fixed')}
        value={costFixed}
        onChange={(next) => onChange({ costFixed: next })}
        pattern="\d{1,16}(\.\d{1,6})?"
        hint={said('cost.is')}
        isOptional
      />
      <Entry
        label={said('cost.each')}
        value={costEach}
        onChange={(next) => onChange({ costEach: next })}
        pattern="\d{1,16}(\.\d{1,6})?"
        isOptional
      />
    </>
  );
}
