import { useState } from 'preact/hooks';
import { useImportTexts } from './import-texts.js';

const KINDS = '.csv,.tsv,.txt,.xlsx,.xml,.ndjson,.jsonl,.gz';

/** Where a file is dropped, or chosen. */
export function FileDrop({ onFile }: { readonly onFile: (file: File) => void }) {
  const said = useImportTexts();
  const [isOver, setIsOver] = useState(false);
  const take = (files: FileList | null | undefined): void => {
    const file = files?.[0];
    if (file !== undefined) onFile(file);
  };
  return (
    <label
      class={isOver ? 'file-drop is-over' : 'file-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <span>{said('drop')}</span>
      <input type="file" accept={KINDS} onChange={({ currentTarget }) => take(currentTarget.files)} />
    </label>
  );
}
