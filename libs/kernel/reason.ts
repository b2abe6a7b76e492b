/** What went wrong in one line, of whatever was thrown. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error && error.message !== '' ? error.message : String(error)).split('\n')[0] ?? '';
}
