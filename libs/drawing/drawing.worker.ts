import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { addKind, type Draw } from '#charts/other-kinds.js';
import { ThreadSide } from '#engine/threads/thread-side.js';
import { drawReport } from './documents/document.js';
import type { DrawerData, Drawing } from './drawer.js';
import { Fonts } from './fonts.js';
import { drawPng } from './png.js';
import { drawSvg } from './svg.js';

/** Draws one thing after another, beside the thread that answers. */
const side = new ThreadSide<DrawerData>();
const load = createRequire(import.meta.url);
for (const { name, called, module } of side.data.kinds)
  addKind(name, called, (load(fileURLToPath(module)) as { readonly draw: Draw }).draw);
const fonts = Fonts.find(side.data.fontsFolder);

side.serve<Drawing>({
  async answer(drawing) {
    if (drawing.of === 'report') return drawReport(drawing.report, drawing.format, fonts, drawing.pictures);
    const { answer, settings, view } = drawing;
    const svg = drawSvg(answer, settings, view);
    return drawing.of === 'svg' ? svg : drawPng(svg, fonts);
  },
});
