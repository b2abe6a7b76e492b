interface Choice {
  readonly value: string;
  readonly title: string;
  readonly hint?: string;
}

interface ChoicesProps {
  readonly legend: string;
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Some of several things, in the order they were chosen in. */
export function Choices({ legend, choices, chosen, onChange }: ChoicesProps) {
  const toggle = (value: string): void =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <fieldset class="choices">
      <legend>{legend}</legend>
      {choices.map(({ value, title, hint }) => (
        <label key={value} title={hint}>
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
          <span>{title}</span>
        </label>
      ))}
    </fieldset>
  );
}
