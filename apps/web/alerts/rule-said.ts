import type { Alert } from '#client/index.js';
import type { AboutBook } from '../book/about-book.js';
import { useSpeech } from '../page-means.js';
import { useAlertTexts } from './alert-texts.js';
import { draftOf, hasThreshold, hasTwo, LAST_DAYS } from './rule-draft.js';
import { comparedAs } from './watch.js';
import type { AlertKey } from './alert-texts.js';

/** Says a rule in a line: what is watched, over which days, and where it fires. */
export function useRuleSaid(book: AboutBook): (alert: Alert) => string {
  const { name, valueName, format } = useSpeech();
  const said = useAlertTexts();
  return (alert) => {
    const draft = draftOf(alert);
    const about = comparedAs(alert, book);
    const bounds = hasTwo(draft) ? [draft.low, draft.high] : hasThreshold(draft) ? [draft.low] : [];
    const window =
      draft.window === LAST_DAYS
        ? `${said('window.days')} (${draft.days})`
        : said(`window.${draft.window}` as AlertKey);
    const where = Object.entries(alert.where).map(
      ([by, values]) => `${name(by)}: ${values.map((value) => valueName(by, value)).join(', ')}`,
    );
    return [
      name(alert.metric),
      window,
      [said(`condition.${draft.kind}`), bounds.map((bound) => format.exact(bound, about)).join(' – ')]
        .filter(Boolean)
        .join(' '),
      ...(alert.by === undefined ? [] : [`${said('by')} ${name(alert.by)}`]),
      ...where,
    ].join(' · ');
  };
}
