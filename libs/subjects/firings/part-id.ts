/** What comes after the prefix of the stream of a part, and the id of its document. Permanent. */
export function partId(alert: string, part: string): string {
  return `${alert.replace(/[%/]/g, encodeURIComponent)}/${part}`;
}
