/** A position as the id of a document, so that ids sort as positions do. Permanent: documents are stored under it. */
export function positionId(position: number): string {
  return String(position).padStart(16, '0');
}
