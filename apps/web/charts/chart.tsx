import { useEffect, useRef, useState } from 'preact/hooks';
import type { Band } from '#charts/bands.js';
import type { Watch } from '#charts/watched.js';
import type { Column } from '#client/index.js';
import { Failed } from '../asking/said.js';
import type { Shown } from '../book/answer.js';
import { useSpeech } from '../page-means.js';
import { drawingNow, loadAhead, loadDrawing } from './drawing.js';
import type { Drawn } from './drawn.js';
import { columnCalled, named } from './named.js';
import { useNear } from './near.js';
import { themeNow, whenThemeChanges } from './theme.js';

interface ChartProps {
  readonly answer: Shown;
  readonly kind: string;
  /** Which metrics are drawn; all where absent. */
  readonly metrics?: readonly string[] | undefined;
  /** How many groups are drawn, the largest first; as many as can be told apart where absent. */
  readonly top?: number | undefined;
  /** A mark was clicked that is one figure. The table beside it has the same as buttons. */
  readonly onCell?: ((column: Column, row: Shown['rows'][number]) => void) | undefined;
  /** A rule that watches the figures, drawn as lines along days. */
  readonly watch?: Watch | undefined;
  /** Where figures along periods are expected. */
  readonly bands?: readonly Band[] | undefined;
}

// Whoever has loaded this file is about to ask for figures.
loadAhead();

/**
 * An answer as a chart. Its twin table is what keyboards and screen readers go by. It is drawn when it is nearly in view, or printed; what
 * it shows is said in its label also before.
 */
export function Chart({ answer, kind, metrics, top, onCell, watch, bands }: ChartProps) {
  const words = useSpeech();
  const { language, name } = words;
  const element = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState(drawingNow);
  const [error, setError] = useState<unknown>();
  const [theme, setTheme] = useState(themeNow);
  const isNear = useNear(element);
  const drawn = useRef<Drawn | undefined>(undefined);
  const toDraw = useRef<(() => void) | undefined>(undefined);
  const show = (number: number, called: string): void => {
    const column = columnCalled(answer, called, name);
    const row = answer.rows[number];
    if (column !== undefined && row !== undefined) onCell?.(column, row);
  };
  const clicked = useRef(show);
  clicked.current = show;
  useEffect(() => {
    if (drawing === undefined) loadDrawing().then(setDrawing, setError);
  }, []);
  useEffect(() => whenThemeChanges(() => setTheme(themeNow())), []);
  useEffect(() => {
    const at = element.current;
    if (drawing === undefined || at === null) return;
    const settings = { kind, ...(metrics && { metrics: metrics.map(name) }), ...(top !== undefined && { top }) };
    const view = { language, theme, isBare: true };
    const called = named(answer, words);
    drawing.describedIn(at, called, settings, view);
    toDraw.current = () => {
      drawn.current ??= drawing.drawnIn(at, (row, metric) => clicked.current(row, metric));
      drawn.current.show(called, settings, view, { watch, bands });
      toDraw.current = undefined;
    };
  }, [drawing, answer, kind, metrics, top, language, theme, watch, bands]);
  useEffect(() => {
    if (isNear) toDraw.current?.();
  });
  useEffect(() => {
    const draw = (): void => toDraw.current?.();
    addEventListener('beforeprint', draw);
    return () => {
      removeEventListener('beforeprint', draw);
      drawn.current?.end();
    };
  }, []);
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
