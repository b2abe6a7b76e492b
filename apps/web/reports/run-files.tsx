import { useState } from 'preact/hooks';
import { download } from '../asking/download.js';
import { Failed } from '../asking/said.js';
import { saveBlob } from '../parts/save-file.js';
import { useReportTexts } from './report-texts.js';
import { FORMATS } from './schedule-draft.js';

interface RunFilesProps {
  /** Of the schedule. */
  readonly id: string;
  readonly run: number;
}

/** What a run reported, as a file of any form. */
export function RunFiles({ id, run }: RunFilesProps) {
  const said = useReportTexts();
  const [isFetching, setIsFetching] = useState(false);
  const [missing, setMissing] = useState('');
  const [error, setError] = useState<unknown>();
  const save = async (format: (typeof FORMATS)[number]): Promise<void> => {
    setIsFetching(true);
    setError(undefined);
    setMissing('');
    try {
      const file = await download(`/v1/schedules/${encodeURIComponent(id)}/runs/${String(run)}?format=${format}`);
      saveBlob(file.name, file.blob);
      setMissing(file.missing);
    } catch (failure) {
      setError(failure);
    }
    setIsFetching(false);
  };
  return (
    <>
      <div class="row-actions">
        {FORMATS.map((format) => (
          <button key={format} type="button" class="quiet" disabled={isFetching} onClick={() => void save(format)}>
            {format.toUpperCase()}
            <span class="unseen"> {said('download', { run })}</span>
          </button>
        ))}
      </div>
      {missing !== '' && (
        <p class="notice" role="status">
          {said('missing', { characters: missing })}
        </p>
      )}
      {error !== undefined && <Failed error={error} />}
    </>
  );
}
