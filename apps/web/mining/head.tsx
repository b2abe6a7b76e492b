interface HeadProps {
  readonly title: string;
  /** What it says. */
  readonly is: string;
  /** When not to trust it. */
  readonly trust?: string;
}

/** What a view is, what its figures say, and when not to trust them. */
export function Head({ title, is, trust }: HeadProps) {
  return (
    <>
      <div class="place-head">
        <h1>{title}</h1>
        <p class="fine">{is}</p>
      </div>
      {trust !== undefined && <p class="help">{trust}</p>}
    </>
  );
}

/** What the server itself says against a figure. */
export function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  return (
    <>
      {warnings.map((warning) => (
        <p key={warning} class="notice" lang="en">
          {warning}
        </p>
      ))}
    </>
  );
}
