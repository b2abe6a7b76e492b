import type { ComponentChildren } from 'preact';

interface FormProps {
  /** How its fields are laid out: one below the other unless said. */
  readonly class?: string;
  /** What becomes of what was filled in: it is sent by the button, or by Enter in a field. */
  readonly onSubmit: () => void;
  readonly children: ComponentChildren;
}

/** Fields that are filled in, of which the page makes something itself. */
export function Form({ class: kind = 'form', onSubmit, children }: FormProps) {
  return (
    <form
      class={kind}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}
