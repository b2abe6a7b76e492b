const WIDTH = 400;
const HEIGHT = 48;
const MARGIN = 3;

/** How figures went, for the eye only: the table beside it has them. */
export function Sparkline({ values }: { readonly values: readonly number[] }) {
  if (values.length < 2) return null;
  const least = Math.min(...values);
  const span = Math.max(...values) - least;
  const points = values.map((value, i) => {
    const x = MARGIN + (i * (WIDTH - 2 * MARGIN)) / (values.length - 1);
    // What does not change is in the middle.
    const y = span === 0 ? HEIGHT / 2 : HEIGHT - MARGIN - ((value - least) * (HEIGHT - 2 * MARGIN)) / span;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const [firstX = '0'] = points[0]?.split(',') ?? [];
  const [lastX = '0'] = points.at(-1)?.split(',') ?? [];
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <polygon points={`${firstX},${String(HEIGHT)} ${points.join(' ')} ${lastX},${String(HEIGHT)}`} />
      <polyline points={points.join(' ')} />
    </svg>
  );
}
