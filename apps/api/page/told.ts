import type { PageFile } from './page-files.js';

/** The page with something that it is told when it is loaded, as JSON; as it is built where that is nothing. @param name of the `meta` that has it */
export function told(page: PageFile, name: string, values: readonly unknown[]): PageFile {
  if (values.length === 0) return page;
  const content = JSON.stringify(values).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const html = page.content.toString().replace('</head>', () => `<meta name="${name}" content="${content}" /></head>`);
  return { type: page.type, content: Buffer.from(html), compressed: new Map() };
}
