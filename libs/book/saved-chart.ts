import { readChart } from '#charts/chart-settings.js';
import type { DrawingView } from '#drawing/svg.js';
import { askValue } from './ask.js';
import type { Book } from './book.js';
import { replaced, savedQuestion, type Replacing } from './saved-question.js';

export type PictureFormat = 'svg' | 'png';

export interface DrawnQuestion {
  readonly bytes: Uint8Array;
  /** Characters that no font has; empty for SVG, whose fonts are those of whoever shows it. */
  readonly missing: string;
}

/** Draws the answer to a saved question as it says, under its title: the same answer is the same bytes. @throws Problem as its answer would */
export async function drawSaved(
  book: Book,
  id: string,
  replacing: Replacing,
  format: PictureFormat,
  view: DrawingView,
): Promise<DrawnQuestion> {
  const { title, question, chart } = await savedQuestion(book, id);
  const answer = await askValue(book, replaced(question, replacing));
  const settings = readChart({ title, ...chart });
  if (format === 'svg') return { bytes: Buffer.from(await book.drawer.svg(answer, settings, view)), missing: '' };
  const { png, missing } = await book.drawer.png(answer, settings, view);
  return { bytes: png, missing };
}
