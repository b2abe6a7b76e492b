import type { ComponentChildren } from 'preact';

/** A term and what it is, as a line of a list of them. */
export function Fact({ term, children }: { readonly term: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
