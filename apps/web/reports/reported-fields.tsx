import { useEffect } from 'preact/hooks';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { Select } from '../parts/select.js';
import { useReportTexts } from './report-texts.js';
import { REPORTED, type ScheduleDraft } from './schedule-draft.js';

interface FieldsProps {
  readonly draft: ScheduleDraft;
  readonly onChange: (part: Partial<ScheduleDraft>) => void;
}

interface Named {
  readonly id: string;
  readonly title: string;
}

/** What is reported: a question or a dashboard of those that there are. */
export function ReportedFields({ draft: { of, which }, onChange }: FieldsProps) {
  const said = useReportTexts();
  const asked = useAnswer(of, async (signal) => {
    const { each } = server;
    const all: Named[] = [];
    const list = of === 'question' ? each.listQuestions({}, { signal }) : each.listDashboards({}, { signal });
    for await (const { id, title } of list) all.push({ id, title });
    return { of, all };
  });
  return (
    <>
      <Select
        label={said('of')}
        value={of}
        options={REPORTED.map((one) => [one, said(`of.${one}`)])}
        onChange={(chosen) => onChange({ of: REPORTED.find((one) => one === chosen) ?? of, which: '' })}
        hint={said('of.is')}
      />
      <Said asked={asked}>
        {(answered) => answered.of === of && <Which all={answered.all} of={of} chosen={which} onChange={onChange} />}
      </Said>
    </>
  );
}

interface WhichProps extends Pick<FieldsProps, 'onChange'>, Pick<ScheduleDraft, 'of'> {
  readonly all: readonly Named[];
  readonly chosen: string;
}

const MADE_AT = { question: '/explore', dashboard: '/dashboards' } as const;

/** One of those there are; the first one unless somebody chooses. One that is retired by now is there to be changed. */
function Which({ all, of, chosen, onChange }: WhichProps) {
  const said = useReportTexts();
  const [first] = all;
  useEffect(() => {
    if (chosen === '' && first !== undefined) onChange({ which: first.id });
  }, [chosen, first]);
  const isGone = chosen !== '' && !all.some(({ id }) => id === chosen);
  const known = all.map(({ id, title }) => [id, title] as const);
  const options = isGone ? [[chosen, chosen] as const, ...known] : known;
  if (options.length === 0)
    return (
      <p class="hint">
        <a href={MADE_AT[of]}>{said(`of.${of}.none`)}</a>
      </p>
    );
  return (
    <Select
      label={said('which')}
      value={chosen}
      options={options}
      onChange={(which) => onChange({ which })}
      hint={said(`of.${of}.is`)}
    />
  );
}
