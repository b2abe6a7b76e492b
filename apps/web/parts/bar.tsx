/** A length beside a figure that says the same: for the eye only. @param share of the longest, from 0 to 1 */
export function Bar({ share, tone = 'plain' }: { readonly share: number; readonly tone?: string }) {
  const width = `${String(Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10)}%`;
  return (
    <span class="bar" aria-hidden="true">
      <span class={`bar-fill tone-${tone}`} style={{ width }} />
    </span>
  );
}
