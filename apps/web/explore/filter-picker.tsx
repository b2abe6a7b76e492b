import { useState } from 'preact/hooks';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { Choices } from '../parts/choices.js';
import { Picker } from '../parts/picker.js';
import { Select } from '../parts/select.js';
import { useSpeech } from '../page-means.js';

type Where = Readonly<Record<string, readonly string[]>>;

interface FilterPickerProps {
  readonly dimensions: readonly string[];
  readonly where: Where;
  readonly onChange: (where: Where) => void;
  /** What it is called where that is not “Where”. */
  readonly label?: string;
}

/** Which part of the book is asked about: values of dimensions. */
export function FilterPicker({ dimensions, where, onChange, label }: FilterPickerProps) {
  const { t, name, valueName } = useSpeech();
  const [wanted, setWanted] = useState<string>();
  const dimension = wanted ?? Object.keys(where)[0] ?? dimensions[0];
  const said = Object.entries(where).map(
    ([by, values]) => `${name(by)}: ${values.map((value) => valueName(by, value)).join(', ')}`,
  );
  const change = (values: readonly string[]): void => {
    if (dimension === undefined) return;
    const { [dimension]: _before, ...others } = where;
    onChange(values.length === 0 ? others : { ...others, [dimension]: values });
  };
  return (
    <Picker label={label ?? t('where')} said={said.length === 0 ? t('everything') : said.join(' · ')}>
      {dimension !== undefined && (
        <>
          <Select
            label={t('dimension')}
            value={dimension}
            options={[...new Set([...Object.keys(where), ...dimensions])].map((one) => [one, name(one)])}
            onChange={setWanted}
          />
          <Values dimension={dimension} chosen={where[dimension] ?? []} onChange={change} />
          {said.length > 0 && (
            <button type="button" class="quiet" onClick={() => onChange({})}>
              {t('where.none')}
            </button>
          )}
        </>
      )}
    </Picker>
  );
}

interface ValuesProps {
  readonly dimension: string;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** More could not be looked through. */
const MOST_VALUES = 300;

function Values({ dimension, chosen, onChange }: ValuesProps) {
  const { name, valueName } = useSpeech();
  const asked = useAnswer(dimension, (signal) => server.listDimensionValues(dimension, { signal }));
  return (
    <Said asked={asked}>
      {({ values }) => (
        <Choices
          legend={name(dimension)}
          choices={[...new Set([...chosen, ...values.slice(0, MOST_VALUES)])].map((value) => ({
            value,
            title: valueName(dimension, value),
          }))}
          chosen={chosen}
          onChange={onChange}
        />
      )}
    </Said>
  );
}
