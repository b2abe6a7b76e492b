import type { PolicyPreview, PreviewPolicyBody } from '#client/index.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { useSpeech } from '../page-means.js';

interface PreviewedPolicyProps {
  readonly kind: 'lifecycle' | 'tiers';
  readonly body: PreviewPolicyBody;
  readonly onPublish: () => void;
}

/** What a policy would change, before anybody publishes it. */
export function PreviewedPolicy({ kind, body, onPublish }: PreviewedPolicyProps) {
  const { t } = useSpeech();
  const asked = useAnswer(JSON.stringify([kind, body]), (signal) => server.previewPolicy(kind, body, {}, { signal }));
  return (
    <Said asked={asked}>
      {(preview) => (
        <>
          <Compared preview={preview} />
          <button type="button" class="primary" onClick={onPublish}>
            {t('publish')}
          </button>
        </>
      )}
    </Said>
  );
}

function Compared({ preview: { current, proposed, moved, matrix } }: { readonly preview: PolicyPreview }) {
  const { t, name, format } = useSpeech();
  const parts = [...new Set([...Object.keys(current), ...Object.keys(proposed)])];
  return (
    <>
      <p class="sum">{t('preview.moved', { count: format.count(moved) })}</p>
      <table class="figures">
        <caption class="unseen">{t('preview')}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col" class="is-number">
              {t('preview.now')}
            </th>
            <th scope="col" class="is-number">
              {t('preview.then')}
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part}>
              <th scope="row">{name(part)}</th>
              <td class="is-number">{format.count(current[part]?.customers ?? 0)}</td>
              <td class="is-number">{format.count(proposed[part]?.customers ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {matrix.length > 0 && (
        <ul class="fine">
          {matrix.map(({ from, to, customers }) => (
            <li key={`${from} ${to}`}>
              {name(from)} → {name(to)}: {format.count(customers)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
