import { go } from '../address.js';
import { Failed } from '../asking/said.js';
import { usePage, useSpeech } from '../page-means.js';
import { FileDrop } from './file-drop.js';
import { Outcome, Running } from './import-status.js';
import { MappingForm } from './mapping-form.js';
import { useImport, type Importing } from './use-import.js';
import { useImportTexts } from './import-texts.js';

/** A file of another system becomes facts: chosen, mapped, tried, imported. */
export function ImportFile() {
  const { t } = useSpeech();
  const said = useImportTexts();
  const importing = useImport();
  const { step, error, choose } = importing;
  return (
    <section class="card is-wide import">
      <header>
        <h2>{t('empty.import')}</h2>
        {step.at !== 'choosing' && <p class="fine">{step.file.name}</p>}
      </header>
      {step.at === 'choosing' && (
        <>
          <p>{t('empty.import.is')}</p>
          <FileDrop onFile={choose} />
        </>
      )}
      {step.at === 'looking' && (
        <p class="waiting" role="status">
          {said('looking')}
        </p>
      )}
      {step.at === 'running' && <Running {...step} onStop={importing.stop} />}
      {step.at === 'ended' && <Outcome {...step} />}
      {(step.at === 'ready' || step.at === 'ended') && <Chosen importing={importing} />}
      {error !== undefined && <Failed error={error} />}
    </section>
  );
}

/** What can be done with a file that was chosen. */
function Chosen({ importing }: { readonly importing: Importing }) {
  const said = useImportTexts();
  const { step, suggestion, mapping, setMapping, run, choose } = importing;
  const isTried = step.at === 'ended' && step.isTrial;
  const isImported = step.at === 'ended' && !step.isTrial && step.status.state === 'done';
  return (
    <>
      {!isImported && <MappingForm suggestion={suggestion} mapping={mapping} onChange={setMapping} />}
      <div class="actions">
        {isImported ? (
          <ToFigures />
        ) : (
          <>
            <button type="button" class={isTried ? '' : 'primary'} onClick={() => run(true)}>
              {said('try')}
            </button>
            <button type="button" class={isTried ? 'primary' : ''} onClick={() => run(false)}>
              {said('do')}
            </button>
          </>
        )}
        <button type="button" class="quiet" onClick={() => choose(undefined)}>
          {said('other')}
        </button>
      </div>
    </>
  );
}

function ToFigures() {
  const said = useImportTexts();
  const { bookChanged } = usePage();
  return (
    <button
      type="button"
      class="primary"
      onClick={() => {
        go('/');
        bookChanged();
      }}
    >
      {said('figures')}
    </button>
  );
}
