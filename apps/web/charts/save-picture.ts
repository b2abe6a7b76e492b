import type { QueryAnswer } from '#client/index.js';
import { saveBlob } from '../parts/save-file.js';
import type { Language } from '../words/words.js';
import { loadDrawing } from './drawing.js';
import { themeNow } from './theme.js';

const SIZE = { width: 960, height: 540 };
/** Pixels of a PNG for each of the drawing, for screens and slides that have more. */
const SCALE = 2;

/** Saves a chart as a picture, drawn by what draws it in the page. */
export async function savePicture(
  format: 'svg' | 'png',
  answer: QueryAnswer,
  kind: string,
  language: Language,
): Promise<void> {
  const { svgOf } = await loadDrawing();
  const svg = svgOf(answer, { kind }, { ...SIZE, language, theme: themeNow() });
  const picture = format === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await pngOf(svg);
  saveBlob(`${kind}-${answer.meta.asOf.slice(0, 10)}.${format}`, picture);
}

async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = SIZE.width * SCALE;
  canvas.height = SIZE.height * SCALE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('the picture is too large')) : resolve(blob)),
      'image/png',
    ),
  );
}
