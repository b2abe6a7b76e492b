import type { Metric } from '#client/index.js';
import { Choices } from '../parts/choices.js';
import { Picker } from '../parts/picker.js';
import { useSpeech } from '../page-means.js';
import type { Key } from '../words/words.js';

/** What metrics are about, by how their names begin. */
const GROUPS: readonly (readonly [Key, RegExp])[] = [
  ['group.revenue', /^(revenue|mrr|arr$|subscriptions|order_value|discount_rate|refund_rate)/],
  ['group.orders', /^(orders|units|lines|units_per_order|purchase_gap)/],
  ['group.customers', /^customers/],
  ['group.opportunities', /^(opportunities|pipeline|win_rate|sales_cycle)/],
  ['group.other', /^/],
];

interface MetricPickerProps {
  readonly metrics: readonly Metric[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

export function MetricPicker({ metrics, chosen, onChange }: MetricPickerProps) {
  const { t, name } = useSpeech();
  const groupOf = (metric: Metric): Key =>
    GROUPS.find(([, pattern]) => pattern.test(metric.name))?.[0] ?? 'group.other';
  const said = chosen.length === 0 ? t('choose') : chosen.map(name).join(', ');
  return (
    <Picker label={t('metrics')} said={said}>
      {GROUPS.map(([group]) => (
        <Choices
          key={group}
          legend={t(group)}
          choices={metrics
            .filter((metric) => groupOf(metric) === group)
            .map((metric) => ({ value: metric.name, title: name(metric.name), hint: metric.definition }))}
          chosen={chosen}
          onChange={onChange}
        />
      ))}
    </Picker>
  );
}
