import { useState } from 'preact/hooks';
import { go } from '../address.js';
import { Failed } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { Entry } from '../parts/entry.js';
import { Form } from '../parts/form.js';
import { Select } from '../parts/select.js';
import { useReconciliationTexts } from './reconciliation-texts.js';

const KINDS = '.csv,.tsv,.txt,.xlsx,.xml,.ndjson,.jsonl,.gz';

/** The documents of a file of another system against those of the book; what is found is kept, and shown. */
export function CompareFile() {
  const said = useReconciliationTexts();
  const [source, setSource] = useState('');
  const [period, setPeriod] = useState('');
  const [preset, setPreset] = useState('');
  const [file, setFile] = useState<File>();
  const [isComparing, setIsComparing] = useState(false);
  const [error, setError] = useState<unknown>();
  const presets = useAnswer('presets', (signal) => server.listImportPresets({ signal }));
  const compare = async (chosen: File): Promise<void> => {
    setError(undefined);
    setIsComparing(true);
    try {
      const query = { source, period, name: chosen.name, ...(preset !== '' && { preset }) };
      const { id } = await server.reconcileFile(chosen, query);
      go(`/reconciliations/${encodeURIComponent(id)}`);
    } catch (failure) {
      setError(failure);
      setIsComparing(false);
    }
  };
  const names = presets.value?.presets.map(({ name }) => [name, name] as const) ?? [];
  return (
    <section class="card is-wide space-above">
      <header>
        <h2>{said('compare')}</h2>
        <p class="fine">{said('compare.is')}</p>
      </header>
      <Form
        onSubmit={() => {
          if (file !== undefined) void compare(file);
        }}
      >
        <Entry label={said('source')} value={source} onChange={setSource} />
        <Entry label={said('period')} value={period} onChange={setPeriod} hint={said('period.is')} maxLength={40} />
        <label class="field">
          <span>{said('file')}</span>
          <input
            type="file"
            accept={KINDS}
            required
            onChange={({ currentTarget }) => setFile(currentTarget.files?.[0])}
          />
        </label>
        <Select
          label={said('preset')}
          value={preset}
          options={[['', said('preset.none')], ...names]}
          onChange={setPreset}
        />
        <button type="submit" class="primary" disabled={isComparing}>
          {said('compare.do')}
        </button>
      </Form>
      {isComparing && <p role="status">{said('comparing')}</p>}
      {error !== undefined && <Failed error={error} />}
    </section>
  );
}
