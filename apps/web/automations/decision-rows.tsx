import type { Decision } from '#client/index.js';
import type { Address } from '../address.js';
import { CustomerLink } from '../mining/customer-link.js';
import { Rows } from '../parts/rows.js';
import { useSpeech } from '../page-means.js';
import { useAutomationTexts } from './automation-texts.js';

interface DecisionRowsProps {
  readonly caption: string;
  readonly decisions: readonly Decision[];
  readonly address: Address;
}

/** On whom, when and why, or why not, and what follows from it. */
export function DecisionRows({ caption, decisions, address }: DecisionRowsProps) {
  const said = useAutomationTexts();
  const { format } = useSpeech();
  const what = ({ tasks = [], actions = [] }: Decision): string =>
    [...tasks.map(taskSaid), ...actions.flatMap(namesOf).map((name) => said(name))].join(', ');
  const taskSaid = ({ assignee, due, note }: NonNullable<Decision['tasks']>[number]): string =>
    [said('followUp'), assignee, due === undefined ? undefined : format.day(due), note]
      .filter((one) => one !== undefined && one !== '')
      .join(' · ');
  return (
    <Rows
      caption={caption}
      columns={[said('group'), said('at'), said('occasion'), said('decision'), said('why'), said('what')]}
      rows={decisions.map((one) => [
        <CustomerLink key={one.occasion} id={one.customer} address={address} />,
        format.instant(one.at),
        one.occasion,
        said(one.decision),
        one.reason === undefined ? '' : said(`why.${one.reason}`),
        what(one),
      ])}
    />
  );
}

function namesOf(action: NonNullable<Decision['actions']>[number]) {
  return Object.keys(action) as (keyof typeof action)[];
}
