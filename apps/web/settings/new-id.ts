/** A name for a fact that nobody else gives. Pages that are not of this machine have no `randomUUID` over plain HTTP. */
export function newId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `${prefix}-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
