interface FieldProps<Value> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

interface NumberFieldProps extends Omit<FieldProps<number>, 'value'> {
  /** Absent where nothing is filled in. */
  readonly value: number | undefined;
  readonly min?: number;
  readonly isOptional?: boolean;
}

/** A whole number; `NaN` where it is none, or nothing. */
export function NumberField({ label, value, onChange, min = 1, isOptional = false }: NumberFieldProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="number"
        required={!isOptional}
        min={min}
        max={10_000}
        value={value ?? ''}
        onInput={({ currentTarget }) => onChange(currentTarget.valueAsNumber)}
      />
    </label>
  );
}

export function DayField({ label, value, onChange }: FieldProps<string>) {
  return (
    <label class="field">
      <span>{label}</span>
      <input type="date" required value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)} />
    </label>
  );
}

interface TextFieldProps extends FieldProps<string> {
  /** What is taken, as a pattern. */
  readonly pattern?: string;
  readonly hint?: string;
}

export function TextField({ label, value, onChange, pattern, hint }: TextFieldProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        required
        maxLength={200}
        value={value}
        pattern={pattern}
        title={hint}
        placeholder={hint}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </label>
  );
}
