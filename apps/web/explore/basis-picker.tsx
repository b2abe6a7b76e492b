import { useId } from 'preact/hooks';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { useBook } from '../book/about-book.js';
import { basisOf, type Basis } from '../book/basis.js';
import { isDay } from '../book/calendar.js';
import { Choices } from '../parts/choices.js';
import { Picker } from '../parts/picker.js';
import { Select } from '../parts/select.js';
import { useBasisSaid } from './basis-said.js';
import { useBasisTexts } from './basis-texts.js';

interface BasisPickerProps {
  readonly basis: Basis;
  readonly onChange: (basis: Basis) => void;
}

/** In which money, at which rates, by whose organisation figures are counted, and whether of everybody. */
export function BasisPicker({ basis, onChange }: BasisPickerProps) {
  const said = useBasisTexts();
  const inWords = useBasisSaid()(basis);
  const change = (part: { readonly [Name in keyof Basis]?: Basis[Name] | undefined }): void =>
    onChange(basisOf({ ...basis, ...part }));
  const { currency, rates, organisation, includeExcluded = false } = basis;
  return (
    <Picker label={said('basis')} said={inWords.length === 0 ? said('usual') : inWords.join(' · ')}>
      <CurrencyField currency={currency} onChange={(chosen) => change({ currency: chosen })} />
      <Moment
        label={said('rates')}
        usual={said('rates.then')}
        value={rates}
        onChange={(next) => change({ rates: next })}
      />
      <Moment
        label={said('organisation')}
        usual={said('organisation.then')}
        value={organisation}
        onChange={(next) => change({ organisation: next })}
      />
      <Choices
        legend={said('excludedOnes')}
        choices={[{ value: 'counted', title: said('includeExcluded') }]}
        chosen={includeExcluded ? ['counted'] : []}
        onChange={(chosen) => change({ includeExcluded: chosen.length > 0 ? true : undefined })}
      />
    </Picker>
  );
}

interface CurrencyFieldProps {
  readonly currency: string | undefined;
  readonly onChange: (currency: string | undefined) => void;
}

/** Any that has rates; those that facts are in are proposed. */
function CurrencyField({ currency, onChange }: CurrencyFieldProps) {
  const said = useBasisTexts();
  const id = useId();
  const { currency: base } = useBook();
  const { value } = useAnswer('currency', (signal) => server.listDimensionValues('currency', { signal }));
  return (
    <label class="field">
      <span>{said('currency')}</span>
      <input
        value={currency ?? base}
        pattern="[A-Za-z]{3}"
        maxLength={3}
        list={id}
        onChange={({ currentTarget }) => {
          const chosen = currentTarget.value.toUpperCase();
          if (currentTarget.validity.valid) onChange(chosen === base || chosen === '' ? undefined : chosen);
        }}
      />
      <datalist id={id}>
        {value?.values.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </label>
  );
}

const DAY = 'day';

interface MomentProps {
  readonly label: string;
  /** What it is called where no moment is meant. */
  readonly usual: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** As it was then, as of today, or as of a day. */
function Moment({ label, usual, value, onChange }: MomentProps) {
  const said = useBasisTexts();
  const { today } = useBook();
  return (
    <>
      <Select
        label={label}
        value={value === undefined || value === 'today' ? (value ?? '') : DAY}
        options={[
          ['', usual],
          ['today', said('today')],
          [DAY, said('day')],
        ]}
        onChange={(next) => onChange(next === DAY ? today : next === '' ? undefined : next)}
      />
      {isDay(value) && (
        <label class="field">
          <span>
            {said('on')}
            <span class="unseen"> {label}</span>
          </span>
          <input
            type="date"
            required
            value={value}
            onChange={({ currentTarget }) => {
              if (isDay(currentTarget.value)) onChange(currentTarget.value);
            }}
          />
        </label>
      )}
    </>
  );
}
