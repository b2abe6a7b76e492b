import type { Static } from 'typebox';
import type { Catalogue } from '#figures/catalogue.js';
import { Problem } from '#kernel/problem.js';
import { needAnswerable } from '../questions/question.rule.js';
import type { DASHBOARD } from './dashboard.input.js';

/**
 * Whether figures go by what it is narrowed to, and its own questions can be answered.
 * @throws Problem naming the part that has no meaning
 */
export function needDashboard({ filters = {}, tiles }: Static<typeof DASHBOARD>, catalogue: Catalogue): void {
  for (const name of Object.keys(filters)) needDimension(name, catalogue);
  for (const [i, { question }] of tiles.entries())
    if (typeof question === 'object') needAnswerable(question, `tiles[${String(i)}].question`, catalogue);
}

function needDimension(name: string, { dimensions }: Catalogue): void {
  if (dimensions.includes(name)) return;
  const detail = `is no dimension; possible are ${dimensions.join(', ')}`;
  const field = `filters.${name.slice(0, 50).toWellFormed()}`;
  throw new Problem('unknown-dimension', `${field} ${detail}`, [{ field, detail }]);
}
