import { NoTallybook, ProblemError, Unreachable } from '#client/index.js';
import type { Words } from '../words/words.js';

/** What went wrong as people are told: what it is, and what to do. */
export interface Failure {
  readonly title: string;
  readonly detail: string;
  readonly fields: readonly string[];
}

export function failureOf(error: unknown, { t }: Words): Failure {
  if (error instanceof ProblemError) {
    const refused = rightMissing(error, t);
    if (refused !== undefined) return { ...refused, fields: [] };
    const isBusy = error.status === 429 || error.status === 503;
    const fields = error.errors.map(({ field, detail }) => `${field}: ${detail}`);
    return { title: t(isBusy ? 'failure.busy' : 'failure.refused'), detail: sentence(error.detail), fields };
  }
  if (error instanceof Unreachable) return { title: t('failure.away'), detail: t('failure.away.do'), fields: [] };
  if (error instanceof NoTallybook) return { title: t('failure.strange'), detail: t('failure.strange.do'), fields: [] };
  return { title: t('failure.page'), detail: t('failure.page.do'), fields: [] };
}

/** Whether it is refused whoever asks again: what they may see has to change first. */
export function isForGood(error: unknown): boolean {
  return error instanceof ProblemError && (error.code === 'forbidden' || error.code === 'restricted');
}

function rightMissing({ code, members }: ProblemError, t: Words['t']): Omit<Failure, 'fields'> | undefined {
  if (code === 'restricted') return { title: t('failure.restricted'), detail: t('failure.restricted.do') };
  const { scope } = members;
  if (code !== 'forbidden' || typeof scope !== 'string') return undefined;
  return { title: t('failure.forbidden'), detail: t('failure.forbidden.do', { scope }) };
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
