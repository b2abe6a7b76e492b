import { h, isValidElement, type ComponentChildren, type ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Failed } from '../asking/said.js';
import { useWords } from '../words/words.js';

/** Begins to load what comes with it. */
interface Begins<Props> {
  readonly begin: (props: Props) => void;
}

/**
 * A place that is loaded when somebody goes there.
 * @param ahead asks meanwhile for what it is going to show
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  ahead?: (props: Props) => void,
): ComponentType<Props> & Begins<Props> {
  let loaded: ComponentType<Props> | undefined;
  let loading: Promise<unknown> | undefined;
  const begin = (): Promise<unknown> => {
    loading ??= load().then(
      (component) => (loaded = component),
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };
  function Later(props: Props) {
    const { t } = useWords();
    const [, setTurn] = useState(0);
    const [error, setError] = useState<unknown>();
    const isWaiting = loaded === undefined;
    // By now it may be there, which was not seen when this was drawn.
    useEffect(() => {
      if (isWaiting) begin().then(() => setTurn((turn) => turn + 1), setError);
    }, []);
    // After a release the files of the page before are gone: loading it again brings those of now.
    if (error !== undefined) return <Failed error={error} again={() => location.reload()} />;
    if (loaded !== undefined) return h(loaded, props);
    return (
      <p class="waiting" role="status">
        {t('waiting')}
      </p>
    );
  }
  // Who shows it says what went wrong.
  return Object.assign(Later, {
    begin: (props: Props) => {
      if (loading !== undefined) return;
      begin().catch(() => undefined);
      ahead?.(props);
    },
  });
}

/** Begins to load what is about to be shown, while something else that it waits for is on its way. */
export function beginLater(shown: ComponentChildren): void {
  if (!isValidElement(shown)) return;
  const { type, props } = shown;
  if (typeof type === 'function' && 'begin' in type) (type as ComponentType & Begins<object>).begin(props);
}
