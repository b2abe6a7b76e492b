import type { ComponentChildren } from 'preact';

interface FigureTableProps {
  /** What it shows, for who cannot see it. */
  readonly caption: string;
  /** Whether its rows are parts too, not only its columns. */
  readonly isMatrix?: boolean;
  /** Its head, body and foot. */
  readonly children: ComponentChildren;
}

/** A table of figures, which is moved by itself where the page is narrower. */
export function FigureTable({ caption, isMatrix = false, children }: FigureTableProps) {
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label={caption}>
      <table class={isMatrix ? 'figures matrix' : 'figures'}>
        <caption class="unseen">{caption}</caption>
        {children}
      </table>
    </div>
  );
}
