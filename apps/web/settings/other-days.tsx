import { FilterPicker } from '../explore/filter-picker.js';
import { useSpeech } from '../page-means.js';
import { NumberField } from './fields.js';
import { DAYS, type OtherDays as Other } from './lifecycle-draft.js';
import { useLifecycleTexts } from './lifecycle-texts.js';

/** What customers can be told apart by in a lifecycle policy. */
const PARTS = ['segment', 'region', 'source', 'salesperson'];

interface OtherDaysProps {
  readonly others: readonly Other[];
  readonly onChange: (others: readonly Other[]) => void;
}

/** Days of some customers, in the order in which they are tried. */
export function OtherDays({ others, onChange }: OtherDaysProps) {
  const said = useLifecycleTexts();
  const { t } = useSpeech();
  const change = (at: number, next: readonly Other[]): void =>
    onChange([...others.slice(0, at), ...next, ...others.slice(at + 1)]);
  return (
    <>
      {others.length > 0 && <p class="hint">{said('others.are')}</p>}
      {others.map((other, at) => (
        <fieldset key={at} class="form">
          <legend>{said('other', { number: at + 1 })}</legend>
          <FilterPicker
            label={said('where')}
            dimensions={PARTS}
            where={other.where}
            onChange={(where) => change(at, [{ ...other, where }])}
          />
          {DAYS.map((name) => (
            <NumberField
              key={name}
              label={t(`lifecycle.${name}`)}
              value={other[name]}
              isOptional
              onChange={(days) => {
                const { [name]: _before, ...rest } = other;
                change(at, [Number.isNaN(days) ? rest : { ...rest, [name]: days }]);
              }}
            />
          ))}
          <button type="button" class="quiet" onClick={() => change(at, [])}>
            {said('remove')}
            <span class="unseen"> {said('other', { number: at + 1 })}</span>
          </button>
        </fieldset>
      ))}
      <button type="button" class="quiet" onClick={() => onChange([...others, { where: {} }])}>
        {said('add')}
      </button>
    </>
  );
}
