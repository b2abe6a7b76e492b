import type { Alert, AlertPart } from '#client/index.js';
import { useBook } from '../book/about-book.js';
import { useSpeech } from '../page-means.js';
import type { Act } from './acting.js';
import { useAlertTexts } from './alert-texts.js';
import { StateMark } from './marks.js';
import { PartActions } from './part-actions.js';
import { usePartName } from './use-part-name.js';
import { comparedAs } from './watch.js';

interface PartsTableProps {
  readonly alert: Alert;
  readonly parts: readonly AlertPart[];
  readonly onAct: (act: Act) => void;
}

/** How parts of an alert stand, with what can be done about those that fire. */
export function PartsTable({ alert, parts, onAct }: PartsTableProps) {
  const { format } = useSpeech();
  const said = useAlertTexts();
  const nameOf = usePartName();
  const about = comparedAs(alert, useBook());
  const caption = `${alert.title}: ${said('parts')}`;
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label={caption}>
      <table class="figures">
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{said('part')}</th>
            <th scope="col">{said('state')}</th>
            <th scope="col" class="is-number">
              {said('value')}
            </th>
            <th scope="col">{said('since')}</th>
            <th scope="col">{said('assigned')}</th>
            <th scope="col">{said('actions')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.part}>
              <th scope="row">{nameOf(alert, part.part)}</th>
              <td>
                <StateMark state={part.state} />
              </td>
              <td class="is-number">{format.figure(part.value, about)}</td>
              <td class="is-when">
                {format.instant(part.since)}
                {part.state === 'snoozed' && part.quietUntil !== undefined && (
                  <span class="fine"> {said('quietUntil', { at: format.instant(part.quietUntil) })}</span>
                )}
              </td>
              <td>{part.assignedTo ?? '–'}</td>
              <td>
                <PartActions alert={alert} part={part} onAct={onAct} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
