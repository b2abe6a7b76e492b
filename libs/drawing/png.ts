import { Resvg } from '@resvg/resvg-js';
import type { Fonts } from './fonts.js';

export interface Picture {
  readonly png: Uint8Array;
  /** Characters that no font has, which are boxes in it; empty where it has all. */
  readonly missing: string;
}

/** An SVG of `drawSvg` as PNG, with the same fonts wherever it is drawn. @param scale pixels of the picture for one of the SVG */
export function drawPng(svg: string, fonts: Fonts, scale = 1): Picture {
  const { fonts: used, missing } = fonts.for(textOf(svg));
  const drawn = new Resvg(svg, {
    font: {
      loadSystemFonts: false,
      fontFiles: [...new Set(used.flatMap(({ regular, bold }) => [regular, bold]))],
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
    },
    fitTo: { mode: 'zoom', value: scale },
    logLevel: 'off',
  });
  return { png: drawn.render().asPng(), missing };
}

/** What is written in an SVG. */
function textOf(svg: string): string {
  return [...svg.matchAll(/<text\b[^>]*>([^<]*)/g)].map(([, text = '']) => text).join('');
}
