import type { Stage } from '#client/index.js';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/**
 * What was answered last, also while the next is asked for: `value` may be of the question before. What is shown beside it belongs into
 * it, as `ask` returns it, and not from the question as it is now.
 */
export interface Asked<Answer> {
  readonly value: Answer | undefined;
  readonly error: unknown;
  readonly isLoading: boolean;
  /** How far the work for what is on its way has come, where that is told. */
  readonly stage?: Stage | undefined;
  /** The question that was answered or refused last. */
  readonly of: string;
  readonly again: () => void;
}

/** Told how far the work for an answer has come. */
export type OnStage = (stage: Stage) => void;

/**
 * Asks whenever the question changes: the one before is aborted, and what comes late is not taken, so that the last question is the one
 * that is answered, however fast they follow each other.
 * @param question what tells one from another; undefined asks nothing
 */
export function useAnswer<Answer>(
  question: string | undefined,
  ask: (signal: AbortSignal, onStage: OnStage) => Promise<Answer>,
): Asked<Answer> {
  const [state, setState] = useState<Omit<Asked<Answer>, 'again'>>({
    value: undefined,
    error: undefined,
    isLoading: question !== undefined,
    of: '',
  });
  const [turn, setTurn] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;
  // At once, and not when what waits for the answer has been painted.
  useLayoutEffect(() => {
    if (question === undefined) return undefined;
    const ending = new AbortController();
    setState((before) => ({ ...before, isLoading: true, stage: undefined }));
    const onStage = (stage: Stage): void => {
      if (!ending.signal.aborted) setState((before) => ({ ...before, stage }));
    };
    latest.current(ending.signal, onStage).then(
      (value) => {
        if (!ending.signal.aborted) setState({ value, error: undefined, isLoading: false, of: question });
      },
      (error: unknown) => {
        if (!ending.signal.aborted) setState((before) => ({ ...before, error, isLoading: false, of: question }));
      },
    );
    return () => ending.abort();
  }, [question, turn]);
  // Before the effect has run, the question has changed already.
  const isLoading = question !== undefined && (state.isLoading || state.of !== question);
  return { ...state, isLoading, again: () => setTurn((before) => before + 1) };
}
