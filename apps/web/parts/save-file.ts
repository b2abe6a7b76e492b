import type { TableFile } from '#client/index.js';

/** Hands a file to whoever looks at the page, as a download. */
export async function saveFile({ name, content }: TableFile): Promise<void> {
  saveBlob(name, await new Response(content).blob());
}

export function saveBlob(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
