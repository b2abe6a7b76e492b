import { Entry } from '../parts/entry.js';
import { useAlertTexts } from './alert-texts.js';
import { decimalOn, type Scale } from './scale.js';

interface ThresholdProps {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  /** What it is dragged over; undefined where nothing is known of the figures. */
  readonly scale: Scale | undefined;
  readonly onChange: (value: string) => void;
}

/** A threshold as a decimal, and as a slider over the figures of the last year. */
export function Threshold({ label, value, hint, scale, onChange }: ThresholdProps) {
  const said = useAlertTexts();
  return (
    <div class="threshold">
      <Entry
        label={label}
        value={value}
        onChange={onChange}
        pattern="-?\d+(\.\d{1,6})?"
        hint={hint}
        placeholder="1000"
      />
      {scale !== undefined && (
        <input
          type="range"
          aria-label={said('slider', { label })}
          aria-valuetext={value}
          min={scale.min}
          max={scale.max}
          step={scale.step}
          value={Number(value)}
          onInput={({ currentTarget }) => onChange(decimalOn(scale, currentTarget.valueAsNumber))}
        />
      )}
    </div>
  );
}
