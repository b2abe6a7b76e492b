import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChartKind } from '#charts/chart-settings.js';
import type { Watch } from '#charts/watched.js';
import type { Column } from '#client/index.js';
import { Failed } from '../asking/said.js';
import type { Shown } from '../book/answer.js';
import { useSpeech } from '../page-means.js';
import type { Drawn } from './drawn.js';
import { columnCalled, named } from './named.js';
import { themeNow, whenThemeChanges } from './theme.js';

interface ChartProps {
  readonly answer: Shown;
  readonly kind: ChartKind;
  /** Which metrics are drawn; all where absent. */
  readonly metrics?: readonly string[] | undefined;
  /** How many groups are drawn, the largest first; as many as can be told apart where absent. */
  readonly top?: number | undefined;
  /** A mark was clicked that is one figure. The table beside it has the same as buttons. */
  readonly onCell?: ((column: Column, row: Shown['rows'][number]) => void) | undefined;
  /** A rule that watches the figures, drawn as lines along days. */
  readonly watch?: Watch | undefined;
}

/** An answer as a chart. Its twin table is what keyboards and screen readers go by. */
export function Chart({ answer, kind, metrics, top, onCell, watch }: ChartProps) {
  const words = useSpeech();
  const { language, name } = words;
  const element = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<Drawn>();
  const [error, setError] = useState<unknown>();
  const [theme, setTheme] = useState(themeNow);
  const show = (number: number, called: string): void => {
    const column = columnCalled(answer, called, name);
    const row = answer.rows[number];
    if (column !== undefined && row !== undefined) onCell?.(column, row);
  };
  const clicked = useRef(show);
  clicked.current = show;
  useEffect(() => whenThemeChanges(() => setTheme(themeNow())), []);
  useEffect(() => {
    let made: Drawn | undefined;
    let isGone = false;
    import('./drawn.js')
      .then(({ drawnIn }) => {
        if (isGone || element.current === null) return;
        made = drawnIn(element.current, (row, metric) => clicked.current(row, metric));
        setDrawn(made);
      })
      .catch(setError);
    return () => {
      isGone = true;
      made?.end();
    };
  }, []);
  useEffect(() => {
    const settings = { kind, ...(metrics && { metrics: metrics.map(name) }), ...(top !== undefined && { top }) };
    drawn?.show(named(answer, words), settings, { language, theme, isBare: true }, watch);
  }, [drawn, answer, kind, metrics, top, language, theme, watch]);
  // After a release the files of the page before are gone: loading it again brings those of now.
  if (error !== undefined) return <Failed error={error} again={() => location.reload()} />;
  return (
    <div
      class={`chart is-${kind}`}
      role="img"
      aria-label={answer.columns.map((column) => name(column.name)).join(', ')}
      ref={element}
    />
  );
}
