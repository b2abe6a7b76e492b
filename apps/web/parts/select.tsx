import { useId } from 'preact/hooks';

interface SelectProps {
  readonly label: string;
  readonly value: string;
  /** Values with what they are called. */
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value: string) => void;
  /** What the choice means. */
  readonly hint?: string | undefined;
}

/** One of several things. */
export function Select({ label, value, options, onChange, hint }: SelectProps) {
  const id = useId();
  const field = (
    <label class="field">
      <span>{label}</span>
      <select
        value={value}
        aria-describedby={hint === undefined ? undefined : id}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      >
        {options.map(([one, title]) => (
          <option key={one} value={one}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
  if (hint === undefined) return field;
  return (
    <div class="entry">
      {field}
      <p id={id} class="hint">
        {hint}
      </p>
    </div>
  );
}
