import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useWords } from '../words/words.js';

interface PanelProps {
  readonly title: string;
  /** At the side of the page, where what it is about stays in sight, or in its middle. */
  readonly kind?: 'side' | 'middle';
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** Something over the page that has the keyboard until it is closed, by its button or Escape. */
export function Panel({ title, kind = 'side', onClose, children }: PanelProps) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const { current } = dialog;
    const before = document.activeElement;
    if (current?.open === false) current.showModal();
    return () => {
      current?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`panel is-${kind}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <h2 id={id}>{title}</h2>
        <button type="button" class="quiet" onClick={onClose}>
          {t('close')}
        </button>
      </header>
      <div class="panel-body">{children}</div>
    </dialog>
  );
}
