import type { Alert } from '#client/index.js';
import { useSpeech } from '../page-means.js';
import { useAlertTexts } from './alert-texts.js';

/** What people call a part of an alert. */
export function usePartName(): (alert: Pick<Alert, 'by'>, part: string) => string {
  const { valueName } = useSpeech();
  const said = useAlertTexts();
  return ({ by }, part) => (by === undefined ? said('whole') : valueName(by, part));
}

/** What people call a part together with its alert. */
export function useCalled(): (alert: Pick<Alert, 'by' | 'title'>, part: string) => string {
  const nameOf = usePartName();
  return (alert, part) => (alert.by === undefined ? alert.title : `${alert.title}: ${nameOf(alert, part)}`);
}
