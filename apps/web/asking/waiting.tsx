import type { Stage } from '#client/index.js';
import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../words/words.js';

/** Seconds of waiting from which on it is told how many there were: most answers are there sooner. */
const LONG = 2;

/** What stands where an answer will be: that it is on its way and, where that takes long, for how long and how far it has come. It ends with whoever leaves the page. */
export function Waiting({ stage }: { readonly stage?: Stage | undefined }) {
  const { t } = useWords();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const start = performance.now();
    const timer = setInterval(() => setSeconds(Math.floor((performance.now() - start) / 1_000)), 250);
    return () => clearInterval(timer);
  }, []);
  return (
    <p class="waiting" role="status">
      {t('waiting')}
      {/* Read aloud once, not with every second. */}
      {stage !== undefined && (
        <span aria-hidden="true"> {t('waiting.stage', { number: stage.number, of: stage.of })}</span>
      )}
      {seconds >= LONG && <span aria-hidden="true"> {t('waiting.for', { seconds })}</span>}
    </p>
  );
}
