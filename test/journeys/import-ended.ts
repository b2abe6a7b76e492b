import { until } from '../processes/until.js';
import type { Stage } from './stage.js';

type Told = Readonly<Record<string, unknown>>;

/** What became of a file, whether whoever sent it was told at once or had to ask again; what it failed with is told as where somebody waits for that. */
export async function importEnded(stage: Stage, status: number, told: Told): Promise<Told> {
  if (status !== 202) return told;
  const show = async (): Promise<Told> => (await stage.send('GET', `/v1/imports/${String(told['id'])}`)).body;
  const over = ['done', 'unmapped', 'stopped', 'failed'];
  await until(async () => over.includes(String((await show())['state'])));
  const { error, ...rest } = await show();
  return error === undefined ? rest : { ...(error as object), status: 422 };
}
