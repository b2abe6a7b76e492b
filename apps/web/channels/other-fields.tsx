import { Entry } from '../parts/entry.js';
import { Select } from '../parts/select.js';
import { useWords } from '../words/words.js';
import type { OtherField } from './other-kinds.js';

interface OtherFieldsProps {
  readonly fields: readonly OtherField[];
  readonly draft: Readonly<Record<string, string>>;
  readonly onChange: (draft: Readonly<Record<string, string>>) => void;
}

const LONGEST = 2_000;

/** What a channel has whose kind a plug-in brings. */
export function OtherFields({ fields, draft, onChange }: OtherFieldsProps) {
  const { language } = useWords();
  return (
    <>
      {fields.map(({ name, called, form, isOptional, options }) => {
        const value = draft[name] ?? '';
        const change = (said: string): void => onChange({ ...draft, [name]: said });
        if (form === 'choice')
          return (
            <Select
              key={name}
              label={called[language]}
              value={value === '' ? (options[0] ?? '') : value}
              options={options.map((one) => [one, one])}
              onChange={change}
            />
          );
        return (
          <Entry
            key={name}
            label={called[language]}
            value={value}
            onChange={change}
            isOptional={isOptional}
            maxLength={LONGEST}
            {...(form === 'lines' && { rows: 3 })}
          />
        );
      })}
    </>
  );
}
