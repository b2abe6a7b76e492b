import type { ComponentProps } from 'preact';
import { useId } from 'preact/hooks';

interface EntryProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What the field means. */
  readonly hint?: string | undefined;
  readonly type?: 'text' | 'date' | 'time';
  /** What is taken, as a pattern. */
  readonly pattern?: string;
  readonly placeholder?: string;
  readonly isOptional?: boolean;
  readonly isFixed?: boolean;
  readonly maxLength?: number;
  /** Of a text of several lines. */
  readonly rows?: number;
}

/** A line to be filled in, with what it means below it. */
export function Entry(props: EntryProps) {
  const { label, value, onChange, hint, type = 'text', pattern, placeholder, rows } = props;
  const { isOptional = false, isFixed = false, maxLength = 200 } = props;
  const id = useId();
  const common = {
    value,
    placeholder,
    maxLength,
    required: !isOptional,
    readOnly: isFixed,
    'aria-describedby': hint === undefined ? undefined : id,
  };
  return (
    <div class="entry">
      <label class="field">
        <span>{label}</span>
        {rows === undefined ? (
          <Line
            type={type}
            {...common}
            pattern={pattern}
            onInput={({ currentTarget }) => onChange(currentTarget.value)}
          />
        ) : (
          <textarea {...common} rows={rows} onInput={({ currentTarget }) => onChange(currentTarget.value)} />
        )}
      </label>
      {hint !== undefined && (
        <p id={id} class="hint">
          {hint}
        </p>
      )}
    </div>
  );
}

type LineProps = Omit<ComponentProps<'input'>, 'type' | 'role' | 'list'> & { readonly type: 'text' | 'date' | 'time' };

function Line({ type, ...props }: LineProps) {
  if (type === 'date') return <input {...props} type="date" />;
  return type === 'time' ? <input {...props} type="time" /> : <input {...props} type="text" />;
}
