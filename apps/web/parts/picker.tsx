import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface PickerProps {
  readonly label: string;
  /** What is picked, as it is shown while it is closed. */
  readonly said: string;
  readonly children: ComponentChildren;
}

/** Something to choose from that opens below its button, and closes by Escape or a click elsewhere. */
export function Picker({ label, said, children }: PickerProps) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (): void => {
      if (details.current !== null) details.current.open = false;
    };
    const onClick = ({ target }: MouseEvent): void => {
      if (target instanceof Node && details.current?.contains(target) === false) close();
    };
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key !== 'Escape' || details.current?.open !== true) return;
      close();
      details.current.querySelector('summary')?.focus();
    };
    document.addEventListener('click', onClick);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('click', onClick);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
  return (
    <details class="picker" ref={details}>
      <summary>
        <span class="picker-label">{label}</span> <span class="picker-said">{said}</span>
      </summary>
      <div class="picker-body">{children}</div>
    </details>
  );
}
