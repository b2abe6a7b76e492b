import { useState } from 'preact/hooks';
import { Entry } from '../parts/entry.js';
import { Select } from '../parts/select.js';
import { CONDITION_NAMES, hasValue, operatorsOf, patternOf, type Condition, type Name } from './condition.js';
import { useSegmentTexts } from './segment-texts.js';

/** One condition, to be added to a rule. */
export function ConditionFields({ onAdd }: { readonly onAdd: (condition: Condition) => void }) {
  const said = useSegmentTexts();
  const [name, setName] = useState<Name>('stage');
  const [chosen, setChosen] = useState<string>('==');
  const [value, setValue] = useState('');
  const operators = operatorsOf(name);
  const operator = operators.find((one) => one === chosen) ?? operators[0];
  return (
    <form
      class="question-bar"
      aria-label={said('compose')}
      onSubmit={(event) => {
        event.preventDefault();
        onAdd({ name, operator, value });
        setValue('');
      }}
    >
      <Select
        label={said('name')}
        value={name}
        options={CONDITION_NAMES.map((one) => [one, said(`name.${one}`)])}
        onChange={(next) => setName(CONDITION_NAMES.find((one) => one === next) ?? 'stage')}
      />
      <Select
        label={said('is')}
        value={operator}
        options={operators.map((one) => [one, said(`op.${one}`)])}
        onChange={setChosen}
      />
      {hasValue(name) && <Entry label={said('value')} value={value} onChange={setValue} pattern={patternOf(name)} />}
      <button type="submit">{said('add')}</button>
    </form>
  );
}
