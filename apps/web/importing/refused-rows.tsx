import { useState } from 'preact/hooks';
import type { Import } from '#client/index.js';
import { Failed } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useSpeech } from '../page-means.js';
import { saveFile } from '../parts/save-file.js';
import { useImportTexts } from './import-texts.js';

const FORMATS = ['csv', 'xlsx'] as const;

/** What of a file was refused: the first of it as a table, all of it as files. */
export function RefusedRows({ status: { id, errors, rejected } }: { readonly status: Import }) {
  const { format } = useSpeech();
  const said = useImportTexts();
  const caption = said('refused', { count: format.count(rejected) });
  return (
    <>
      <p>{caption}</p>
      <div class="table-box" tabIndex={0} role="region" aria-label={caption}>
        <table class="figures">
          <caption class="unseen">{caption}</caption>
          <thead>
            <tr>
              <th scope="col" class="is-number">
                {said('line')}
              </th>
              <th scope="col">{said('why')}</th>
              <th scope="col">{said('column')}</th>
              <th scope="col">{said('value')}</th>
            </tr>
          </thead>
          <tbody>
            {errors.map(({ line, detail, column, value }, i) => (
              <tr key={i}>
                <td class="is-number">{line ?? ''}</td>
                <td>{detail}</td>
                <td>{column ?? ''}</td>
                <td>{value ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rejected > errors.length && <p class="fine">{said('first', { count: errors.length })}</p>}
      <RefusedFiles id={id} />
    </>
  );
}

function RefusedFiles({ id }: { readonly id: string }) {
  const said = useImportTexts();
  const [error, setError] = useState<unknown>();
  const save = async (format: (typeof FORMATS)[number]): Promise<void> => {
    setError(undefined);
    try {
      await saveFile(await server.files.listImportRefusals({ format, bom: format === 'csv' }, id));
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <>
      <div class="actions">
        {FORMATS.map((format) => (
          <button key={format} type="button" class="quiet" onClick={() => void save(format)}>
            {said('allRefused', { format: format.toUpperCase() })}
          </button>
        ))}
      </div>
      {error !== undefined && <Failed error={error} />}
    </>
  );
}
