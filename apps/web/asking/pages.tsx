import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords } from '../words/words.js';
import { Failed } from './said.js';

/** A page of a list, and what the next is asked for with. */
interface Page {
  readonly next: string | null;
}

export interface Pages<One extends Page> {
  readonly pages: readonly One[];
  readonly error: unknown;
  readonly isLoading: boolean;
  readonly more: () => void;
}

/** A list, page after page; begun anew whenever the question changes. */
export function usePages<One extends Page>(
  question: string,
  ask: (cursor: string | undefined, signal: AbortSignal) => Promise<One>,
): Pages<One> {
  const [pages, setPages] = useState<readonly One[]>([]);
  const [error, setError] = useState<unknown>();
  const [isLoading, setIsLoading] = useState(true);
  const latest = useRef(ask);
  latest.current = ask;
  const ending = useRef(new AbortController());
  const load = (before: readonly One[]): void => {
    ending.current.abort();
    const { signal } = (ending.current = new AbortController());
    setIsLoading(true);
    setError(undefined);
    latest.current(before.at(-1)?.next ?? undefined, signal).then(
      (page) => {
        if (signal.aborted) return;
        setPages([...before, page]);
        setIsLoading(false);
      },
      (failure: unknown) => {
        if (signal.aborted) return;
        setError(failure);
        setIsLoading(false);
      },
    );
  };
  useEffect(() => {
    load([]);
    return () => ending.current.abort();
  }, [question]);
  return { pages, error, isLoading, more: () => load(pages) };
}

interface PagedProps<One extends Page> {
  readonly pages: Pages<One>;
  readonly children: (pages: readonly [One, ...One[]]) => ComponentChildren;
}

/** What is there of a list, and a button for more of it. */
export function Paged<One extends Page>({ pages: { pages, error, isLoading, more }, children }: PagedProps<One>) {
  const { t } = useWords();
  const [first, ...rest] = pages;
  return (
    <div class={isLoading ? 'said is-loading' : 'said'} aria-busy={isLoading}>
      {first !== undefined && children([first, ...rest])}
      {error !== undefined && <Failed error={error} again={more} />}
      {isLoading && first === undefined && (
        <p class="waiting" role="status">
          {t('waiting')}
        </p>
      )}
      {error === undefined && (pages.at(-1)?.next ?? null) !== null && (
        <button type="button" class="more" onClick={more} disabled={isLoading}>
          {t('more')}
        </button>
      )}
    </div>
  );
}
