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
    const isBusy = error.status === 429 || error.status === 503;
    const fields = error.errors.map(({ field, detail }) => `${field}: ${detail}`);
    return { title: t(isBusy ? 'failure.busy' : 'failure.refused'), detail: sentence(error.detail), fields };
  }
  if (error instanceof Unreachable) return { title: t('failure.away'), detail: t('failure.away.do'), fields: [] };
  if (error instanceof NoTallybook) return { title: t('failure.strange'), detail: t('failure.strange.do'), fields: [] };
  return { title: t('failure.page'), detail: t('failure.page.do'), fields: [] };
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
