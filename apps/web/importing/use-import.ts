import { useEffect, useRef, useState } from 'preact/hooks';
import { ProblemError, type Import } from '#client/index.js';
import { server } from '../asking/server.js';
import { areFacts, sentOf, type Mapping } from './import-body.js';

/** Where an import is: a file is looked at, it can be begun, it is tried or imported, or it has ended. */
export type Step =
  | { readonly at: 'choosing' }
  | { readonly at: 'looking'; readonly file: File }
  | { readonly at: 'ready'; readonly file: File }
  | { readonly at: 'running'; readonly file: File; readonly isTrial: boolean; readonly status: Import | undefined }
  | { readonly at: 'ended'; readonly file: File; readonly isTrial: boolean; readonly status: Import };

export interface Importing {
  readonly step: Step;
  /** What went wrong last. */
  readonly error: unknown;
  /** How the file could be mapped; absent where its lines are facts. */
  readonly suggestion: Import['suggestion'];
  readonly choose: (file: File | undefined) => void;
  readonly mapping: Mapping;
  readonly setMapping: (mapping: Mapping) => void;
  readonly run: (isTrial: boolean) => void;
  readonly stop: () => void;
}

const UNMAPPED: Mapping = { preset: '', map: '', tables: [], quiet: true };

/** Milliseconds between looks at how far it is. */
const LOOK = 400;
/** The status of HTTP that an import has failed with where somebody has waited for it. */
const FAILED = 422;
const OVER: readonly Import['state'][] = ['done', 'unmapped', 'stopped', 'failed'];

/** An import of a file from its choice to its end. */
export function useImport(): Importing {
  const [step, setStep] = useState<Step>({ at: 'choosing' });
  const [error, setError] = useState<unknown>();
  const [suggestion, setSuggestion] = useState<Import['suggestion']>();
  const [mapping, setMapping] = useState(UNMAPPED);
  const asking = useRef(new AbortController());
  // Who leaves the page does not stop what the server is at.
  useEffect(() => () => asking.current.abort(), []);

  const attempt = async (before: Step, run: (signal: AbortSignal) => Promise<Step>): Promise<void> => {
    asking.current = new AbortController();
    const { signal } = asking.current;
    setError(undefined);
    try {
      setStep(await run(signal));
    } catch (failure) {
      if (!signal.aborted) setError(failure);
      setStep(before);
    }
  };

  const choose = (file: File | undefined): void => {
    setError(undefined);
    setSuggestion(undefined);
    if (file === undefined) setStep({ at: 'choosing' });
    else if (areFacts(file)) setStep({ at: 'ready', file });
    else look(file);
  };

  const look = (file: File): void => {
    setStep({ at: 'looking', file });
    void attempt({ at: 'choosing' }, async (signal) => {
      const begun = await server.startImport(file, { name: file.name }, { signal });
      const { suggestion: found, error: why } = await followed(begun, signal, () => undefined);
      if (why !== undefined) throw new ProblemError(why.code, FAILED, why.detail);
      // Somebody has stopped it.
      if (found === undefined) return { at: 'choosing' };
      setSuggestion(found);
      setMapping((before) => ({ ...before, tables: [], preset: found.preset ?? '', map: found.map }));
      return { at: 'ready', file };
    });
  };

  const run = (isTrial: boolean): void => {
    if (step.at !== 'ready' && step.at !== 'ended') return;
    const { file } = step;
    const running = (status: Import | undefined): void => setStep({ at: 'running', file, isTrial, status });
    running(undefined);
    void attempt(step, async (signal) => {
      const { body, query } = sentOf(file, mapping, isTrial);
      const begun = await server.startImport(body, query, { signal });
      return { at: 'ended', file, isTrial, status: await followed(begun, signal, running) };
    });
  };

  const stop = (): void => {
    if (step.at !== 'running') return;
    // It is still being sent: with its request it ends.
    if (step.status === undefined) asking.current.abort();
    else server.stopImport(step.status.id).catch(setError);
  };

  return { step, error, suggestion, mapping, setMapping, choose, run, stop };
}

/** An import when it is over, however it ended. */
async function followed(begun: Import, signal: AbortSignal, onProgress: (status: Import) => void): Promise<Import> {
  let status = begun;
  while (!OVER.includes(status.state)) {
    onProgress(status);
    await new Promise((resolve) => setTimeout(resolve, LOOK));
    status = await server.showImport(status.id, { signal });
  }
  return status;
}
