import type { Stage } from '#client/index.js';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords } from '../words/words.js';
import { Failed } from './said.js';
import type { OnStage } from './use-answer.js';
import { Waiting } from './waiting.js';

/** A page of a list, and what the next is asked for with. */
interface Page {
  readonly next: string | null;
}

export interface Pages<One extends Page> {
  readonly pages: readonly One[];
  readonly error: unknown;
  readonly isLoading: boolean;
  /** How far the work for what is on its way has come, where that is told. */
  readonly stage: Stage | undefined;
  readonly more: () => void;
  /** The first page anew, where what is listed has changed; those after it are asked for again when they are wanted. */
  readonly again: () => void;
}

/** What has come of a list, and the question that it was asked with. */
interface Loaded<One extends Page> {
  readonly of: string;
  readonly pages: readonly One[];
  readonly error: unknown;
  readonly isLoading: boolean;
  readonly stage?: Stage;
}

/**
 * A list, page after page; begun anew whenever the question changes. The pages before stay until the first of the new ones is there, or
 * is refused: a cursor goes with its own question only.
 */
export function usePages<One extends Page>(
  question: string,
  ask: (cursor: string | undefined, signal: AbortSignal, onStage: OnStage) => Promise<One>,
): Pages<One> {
  const [loaded, setLoaded] = useState<Loaded<One>>({ of: question, pages: [], error: undefined, isLoading: true });
  const latest = useRef(ask);
  latest.current = ask;
  const ending = useRef(new AbortController());
  const load = (before: readonly One[]): void => {
    ending.current.abort();
    const { signal } = (ending.current = new AbortController());
    const settle = (pages: readonly One[], error?: unknown): void => {
      if (!signal.aborted) setLoaded({ of: question, pages, error, isLoading: false });
    };
    setLoaded(({ of, pages }) => ({ of, pages, error: undefined, isLoading: true }));
    const onStage = (stage: Stage): void => {
      if (!signal.aborted) setLoaded((last) => ({ ...last, stage }));
    };
    latest.current(before.at(-1)?.next ?? undefined, signal, onStage).then(
      (page) => settle([...before, page]),
      (failure: unknown) => settle(before, failure),
    );
  };
  useEffect(() => {
    load([]);
    return () => ending.current.abort();
  }, [question]);
  const { of, pages, error, stage } = loaded;
  // Before the effect has run, the question has changed already.
  const isLoading = loaded.isLoading || of !== question;
  return { pages, error, isLoading, stage, more: () => load(of === question ? pages : []), again: () => load([]) };
}

interface PagedProps<One extends Page> {
  readonly pages: Pages<One>;
  readonly children: (pages: readonly [One, ...One[]]) => ComponentChildren;
}

/** What is there of a list, and a button for more of it. */
export function Paged<One extends Page>({
  pages: { pages, error, isLoading, stage, more },
  children,
}: PagedProps<One>) {
  const { t } = useWords();
  const [first, ...rest] = pages;
  return (
    <div class={isLoading ? 'said is-loading' : 'said'} aria-busy={isLoading}>
      {first !== undefined && children([first, ...rest])}
      {error !== undefined && <Failed error={error} again={more} />}
      {isLoading && first === undefined && <Waiting stage={stage} />}
      {error === undefined && (pages.at(-1)?.next ?? null) !== null && (
        <button type="button" class="more" onClick={more} disabled={isLoading}>
          {t('more')}
        </button>
      )}
    </div>
  );
}
