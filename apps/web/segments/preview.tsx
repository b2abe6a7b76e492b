import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { CustomerRows } from '../customers/customer-rows.js';
import { useSpeech } from '../page-means.js';
import { useSegmentTexts } from './segment-texts.js';

const EXAMPLES = 10;

/** Of how many customers a rule is true now, and of whom; or what is wrong with it. */
export function Preview({ rule }: { readonly rule: string }) {
  const { format } = useSpeech();
  const said = useSegmentTexts();
  const asked = useAnswer(rule, (signal) => server.previewSegment({ rule, limit: EXAMPLES }, { signal }));
  return (
    <Said asked={asked}>
      {({ members, customers, examples }) => (
        <>
          <p class="sum" role="status">
            {said('preview.of', {
              members: format.count(members),
              customers: format.count(customers),
              share: format.percent(customers === 0 ? 0 : members / customers),
            })}
          </p>
          <h3>{said('examples')}</h3>
          <CustomerRows customers={examples} search="" />
        </>
      )}
    </Said>
  );
}
