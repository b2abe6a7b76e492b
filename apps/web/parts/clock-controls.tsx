import { go, withParameters, type Address } from '../address.js';
import { useBook } from '../book/about-book.js';
import { addDays, dayNumber, dayText, isDay } from '../book/calendar.js';
import { clocksIn } from '../book/clocks.js';
import { useSpeech } from '../page-means.js';

interface ClockControlsProps {
  readonly address: Address;
  /** Tells a second pair of clocks from the first. */
  readonly suffix?: string;
  readonly legend?: string;
}

/** Both clocks, as dates and as sliders; the figures follow while one is dragged. Their place is the address. */
export function ClockControls({ address, suffix = '', legend }: ClockControlsProps) {
  const { t } = useSpeech();
  const { asOf, knownAt } = clocksIn(address, suffix);
  return (
    <fieldset class="clocks">
      <legend>{legend ?? t('clocks')}</legend>
      <Clock address={address} name={`asOf${suffix}`} label={t('asOf')} value={asOf} absent={t('asOf.now')} />
      <Clock
        address={address}
        name={`knownAt${suffix}`}
        label={t('knownAt')}
        value={knownAt}
        absent={t('knownAt.everything')}
      />
    </fieldset>
  );
}

interface ClockProps {
  readonly address: Address;
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  /** What it means that there is no value. */
  readonly absent: string;
}

function Clock({ address, name, label, value, absent }: ClockProps) {
  const { format, t } = useSpeech();
  const { first, today } = useBook();
  // From the day before anything happened, when there was nothing.
  const earliest = addDays(first, -1);
  const move = (day: string | undefined, how: 'push' | 'replace'): void =>
    go(withParameters(address, { [name]: day === today ? undefined : day }), how);
  const said = value === undefined ? absent : format.day(value);
  return (
    <div class="clock">
      <label>
        <span>{label}</span>
        <input
          type="date"
          value={value ?? ''}
          min={earliest}
          max={today}
          onChange={({ currentTarget }) => {
            if (currentTarget.value === '' || isDay(currentTarget.value))
              move(currentTarget.value === '' ? undefined : currentTarget.value, 'push');
          }}
        />
      </label>
      <input
        type="range"
        aria-label={t('slider', { label })}
        aria-valuetext={said}
        min={dayNumber(earliest)}
        max={dayNumber(today)}
        value={dayNumber(value ?? today)}
        onInput={({ currentTarget }) => move(dayText(Number(currentTarget.value)), 'replace')}
      />
      <output>{said}</output>
      <button type="button" class="quiet" disabled={value === undefined} onClick={() => move(undefined, 'push')}>
        {absent}
      </button>
    </div>
  );
}
