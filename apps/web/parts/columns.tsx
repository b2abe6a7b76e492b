const WIDTH = 900;
const HEIGHT = 150;

interface ColumnsProps {
  readonly names: readonly string[];
  readonly values: readonly number[];
  /** What each is beside: of the year before. */
  readonly before: readonly number[];
}

/** Columns beside those of before, for the eye only: the table beside it has their figures. */
export function Columns({ names, values, before }: ColumnsProps) {
  const most = Math.max(1, ...values, ...before);
  const slot = WIDTH / Math.max(1, values.length);
  const height = (value: number): number => (Math.max(0, value) / most) * (HEIGHT - 4);
  const column = (value: number, x: number, kind: string) => (
    <rect class={kind} x={x} y={HEIGHT - height(value)} width={slot * 0.36} height={height(value)} />
  );
  return (
    <div class="columns" aria-hidden="true">
      <svg viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`} preserveAspectRatio="none">
        {values.map((value, i) => (
          <g key={names[i]}>
            {column(before[i] ?? 0, i * slot + slot * 0.12, 'is-before')}
            {column(value, i * slot + slot * 0.5, 'is-now')}
          </g>
        ))}
      </svg>
      <div class="columns-names">
        {names.map((name) => (
          <span key={name}>{name.replace(/\s?\d{4}年?/, '')}</span>
        ))}
      </div>
    </div>
  );
}
