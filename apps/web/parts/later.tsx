import { h, type ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Failed } from '../asking/said.js';
import { useWords } from '../words/words.js';

/** A place that is loaded when somebody goes there. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function Later(props: Props) {
    const { t } = useWords();
    const [, setTurn] = useState(0);
    const [error, setError] = useState<unknown>();
    useEffect(() => {
      if (loaded !== undefined) return;
      load().then((component) => {
        loaded = component;
        setTurn((turn) => turn + 1);
      }, setError);
    }, []);
    // After a release the files of the page before are gone: loading it again brings those of now.
    if (error !== undefined) return <Failed error={error} again={() => location.reload()} />;
    if (loaded !== undefined) return h(loaded, props);
    return (
      <p class="waiting" role="status">
        {t('waiting')}
      </p>
    );
  };
}
