import { addKind, type Draw, type OtherKind } from '#charts/other-kinds.js';

/** Kinds of charts that plug-ins of the server bring, as the page was told when it was loaded. */
export function kindsOfPlugins(): readonly OtherKind[] {
  const said = document.querySelector<HTMLMetaElement>('meta[name="chart-kinds"]')?.content;
  return JSON.parse(said ?? '[]') as readonly OtherKind[];
}

/** Loads what draws them. One that does not come is drawn as bars, which say so. */
export async function loadKinds(): Promise<void> {
  const each = kindsOfPlugins().map(async ({ name, called, module }) => {
    const { draw } = (await import(/* @vite-ignore */ module)) as { readonly draw: Draw };
    addKind(name, called, draw);
  });
  await Promise.allSettled(each);
}
