import { useState } from 'preact/hooks';
import type { Import } from '#client/index.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { Select } from '../parts/select.js';
import { useSpeech } from '../page-means.js';
import { tableNameOf, type Mapping } from './import-body.js';
import { useImportTexts } from './import-texts.js';

/** Of files that are tables. */
const TABLE_KINDS = '.csv,.tsv,.txt,.xlsx,.gz';

interface MappingFormProps {
  /** Absent where the lines of the file are facts. */
  readonly suggestion: Import['suggestion'];
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}

/** How the file becomes facts: a preset, or a map that answers what the file does not tell. */
export function MappingForm({ suggestion, mapping, onChange }: MappingFormProps) {
  const said = useImportTexts();
  return (
    <>
      {suggestion === undefined ? (
        <p>{said('facts')}</p>
      ) : (
        <Mapped suggestion={suggestion} mapping={mapping} onChange={onChange} />
      )}
      <label class="check">
        <input
          type="checkbox"
          checked={mapping.quiet}
          onChange={({ currentTarget }) => onChange({ ...mapping, quiet: currentTarget.checked })}
        />
        <span>{said('quiet')}</span>
      </label>
    </>
  );
}

function Mapped({ suggestion, mapping, onChange }: MappingFormProps & { readonly suggestion: Suggested }) {
  const said = useImportTexts();
  const asked = useAnswer('presets', (signal) => server.listImportPresets({ signal }));
  return (
    <Said asked={asked}>
      {({ presets }) => (
        <>
          <p>
            {suggestion.preset === null
              ? said('fitsNone', { columns: suggestion.columns.join(', ') })
              : said('fits', { preset: suggestion.preset })}
          </p>
          <Select
            label={said('preset')}
            value={mapping.preset}
            options={[['', said('own')], ...presets.map(({ name }) => [name, name] as const)]}
            onChange={(preset) => onChange({ ...mapping, preset })}
          />
          {mapping.preset === '' ? (
            <OwnMap suggestion={suggestion} mapping={mapping} onChange={onChange} />
          ) : (
            <p class="fine">{presets.find(({ name }) => name === mapping.preset)?.about}</p>
          )}
        </>
      )}
    </Said>
  );
}

type Suggested = NonNullable<Import['suggestion']>;

function OwnMap({
  suggestion: { question },
  mapping,
  onChange,
}: MappingFormProps & { readonly suggestion: Suggested }) {
  const { format } = useSpeech();
  const said = useImportTexts();
  const [answered, setAnswered] = useState<string>();
  return (
    <>
      {question !== null && (
        <fieldset class="choices">
          <legend>{said('date', { column: question.column, value: question.value })}</legend>
          {question.choices.map(({ format: how, day, map }) => (
            <label key={how}>
              <input
                type="radio"
                name="date-format"
                checked={answered === how}
                onChange={() => {
                  setAnswered(how);
                  onChange({ ...mapping, map });
                }}
              />
              <span>{format.day(day)}</span>
            </label>
          ))}
        </fieldset>
      )}
      <label class="field">
        <span>{said('map')}</span>
        <textarea
          class="map"
          rows={12}
          spellcheck={false}
          value={mapping.map}
          onInput={({ currentTarget }) => onChange({ ...mapping, map: currentTarget.value })}
        />
      </label>
      <Tables mapping={mapping} onChange={onChange} />
    </>
  );
}

/** What else the map may ask, each file under its name. */
function Tables({ mapping, onChange }: Pick<MappingFormProps, 'mapping' | 'onChange'>) {
  const said = useImportTexts();
  return (
    <>
      <label class="field">
        <span>{said('tables')}</span>
        <input
          type="file"
          multiple
          accept={TABLE_KINDS}
          onChange={({ currentTarget }) => onChange({ ...mapping, tables: [...(currentTarget.files ?? [])] })}
        />
      </label>
      {mapping.tables.map((file) => (
        <p key={file.name} class="fine">
          {said('table', { file: file.name, table: tableNameOf(file) })}
        </p>
      ))}
    </>
  );
}
