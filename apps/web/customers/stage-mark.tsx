import { useSpeech } from '../page-means.js';

/** A stage by its name, with its colour beside it. */
export function StageMark({ stage }: { readonly stage: string }) {
  const { name } = useSpeech();
  return (
    <span class="stage-mark">
      <span class={`dot tone-${stage}`} aria-hidden="true" />
      {name(stage)}
    </span>
  );
}
