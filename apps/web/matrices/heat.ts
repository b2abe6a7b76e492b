/** How strongly a cell is coloured, from 0 to 9. */
const STEPS = 9;

/** @param share of the strongest, from 0 to 1 */
export function heatClass(share: number): string {
  return `heat heat-${String(Math.round(Math.min(1, Math.max(0, share)) * STEPS))}`;
}
