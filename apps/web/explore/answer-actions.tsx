import { useState } from 'preact/hooks';
import type { QueryAnswer } from '#client/index.js';
import { go, withParameters, type Address } from '../address.js';
import { Failed } from '../asking/said.js';
import { server } from '../asking/server.js';
import type { Clocks } from '../book/clocks.js';
import { savePicture } from '../charts/save-picture.js';
import { later } from '../parts/later.js';
import { saveFile } from '../parts/save-file.js';
import { useSpeech } from '../page-means.js';
import { startOfWhy } from './why.js';
import { useBook } from '../book/about-book.js';
import { keptOf } from './kept-question.js';
import { bodyOf, type Question } from './question.js';

// Most who look at an answer keep nothing of it.
const AddToDashboard = later(async () => (await import('../dashboards/add-to-dashboard.js')).AddToDashboard);
const SaveQuestion = later(async () => (await import('./save-question.js')).SaveQuestion);

const FORMATS = ['csv', 'xlsx', 'parquet', 'svg', 'png'] as const;

interface AnswerActionsProps {
  readonly answer: QueryAnswer;
  readonly question: Question;
  readonly clocks: Clocks;
  readonly kind: string;
  readonly address: Address;
}

/** What can be done with an answer: kept as a file or as a question, passed on as a link, explained. */
export function AnswerActions({ answer, question, clocks, kind, address }: AnswerActionsProps) {
  const { t, language } = useSpeech();
  const [isAdding, setIsAdding] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const book = useBook();
  const [error, setError] = useState<unknown>();
  const [isCopied, setIsCopied] = useState(false);
  const download = async (format: (typeof FORMATS)[number]): Promise<void> => {
    setError(undefined);
    try {
      if (format === 'svg' || format === 'png') await savePicture(format, answer, kind, language);
      else await saveFile(await server.files.query({ format, bom: format === 'csv' }, bodyOf(question, clocks)));
    } catch (failure) {
      setError(failure);
    }
  };
  const copy = async (): Promise<void> => {
    setIsCopied(await copied(location.href));
  };
  return (
    <>
      <div class="actions">
        {FORMATS.map((format) => (
          <button key={format} type="button" onClick={() => void download(format)}>
            {format === 'parquet' ? 'Parquet' : format.toUpperCase()}
          </button>
        ))}
        <button type="button" onClick={() => setIsSaving(true)}>
          {t('save.do')}
        </button>
        <button type="button" onClick={() => setIsAdding(true)}>
          {t('dashboard.add')}
        </button>
        <button type="button" onClick={() => void copy()}>
          {t(isCopied ? 'link.copied' : 'link.copy')}
        </button>
        <button type="button" onClick={() => go(withParameters(address, startOfWhy(question, clocks, book)))}>
          {t('why')}
        </button>
      </div>
      {error !== undefined && <Failed error={error} />}
      {isAdding && (
        <AddToDashboard tile={{ question: keptOf(question), chart: { kind } }} onClose={() => setIsAdding(false)} />
      )}
      {isSaving && <SaveQuestion question={question} kind={kind} onClose={() => setIsSaving(false)} />}
    </>
  );
}

/** Browsers give the clipboard to pages over TLS and of this machine only, and may refuse it there: the address is there to be copied. */
async function copied(text: string): Promise<boolean> {
  if (!isSecureContext) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
