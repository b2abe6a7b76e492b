import { useEffect, useRef, useState } from 'preact/hooks';
import type { QueryAnswer } from '#client/index.js';
import { useSpeech } from '../page-means.js';
import type { Drawn } from './drawn.js';
import type { ShownKind } from './kinds.js';
import { named } from './named.js';
import { themeNow, whenThemeChanges } from './theme.js';

interface ChartProps {
  readonly answer: QueryAnswer;
  readonly kind: ShownKind;
  /** Which metrics are drawn; all where absent. */
  readonly metrics?: readonly string[] | undefined;
  /** How many groups are drawn, the largest first; as many as can be told apart where absent. */
  readonly top?: number | undefined;
  /** A mark was clicked: the number of its row. The table beside it has the same as buttons. */
  readonly onRow: (row: number) => void;
}

/** An answer as a chart. Its twin table is what keyboards and screen readers go by. */
export function Chart({ answer, kind, metrics, top, onRow }: ChartProps) {
  const { language, name } = useSpeech();
  const element = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<Drawn>();
  const [theme, setTheme] = useState(themeNow);
  const clicked = useRef(onRow);
  clicked.current = onRow;
  useEffect(() => whenThemeChanges(() => setTheme(themeNow())), []);
  useEffect(() => {
    let made: Drawn | undefined;
    let isGone = false;
    void import('./drawn.js').then(({ drawnIn }) => {
      if (isGone || element.current === null) return;
      made = drawnIn(element.current, (row) => clicked.current(row));
      setDrawn(made);
    });
    return () => {
      isGone = true;
      made?.end();
    };
  }, []);
  useEffect(() => {
    const settings = { kind, ...(metrics && { metrics: metrics.map(name) }), ...(top !== undefined && { top }) };
    drawn?.show(named(answer, name), settings, { language, theme, isBare: true });
  }, [drawn, answer, kind, metrics, top, language, theme]);
  return (
    <div
      class={`chart is-${kind}`}
      role="img"
      aria-label={answer.columns.map((column) => name(column.name)).join(', ')}
      ref={element}
    />
  );
}
