import { addressOf, go, withParameters, type Address } from '../address.js';
import { useBook } from '../book/about-book.js';
import { FilterPicker } from '../explore/filter-picker.js';
import { questionIn, searchOf } from '../explore/question.js';
import { useSpeech } from '../page-means.js';
import { Select } from '../parts/select.js';
import { GRAINS, HORIZONS, methodsFor, type ForecastAsked } from './forecast-asked.js';
import { useForecastTexts } from './forecast-texts.js';

interface ForecastBarProps {
  readonly address: Address;
  readonly asked: ForecastAsked;
}

/** What is foretold, how far and how. */
export function ForecastBar({ address, asked }: ForecastBarProps) {
  const { t, name } = useSpeech();
  const said = useForecastTexts();
  const { metrics } = useBook();
  const { metric, grain, method, horizon, by = '', where = {} } = asked;
  const dimensions = metrics.find((one) => one.name === metric)?.dimensions ?? [];
  const select = (label: string, parameter: string, value: string, options: readonly (readonly [string, string])[]) => (
    <Select
      label={label}
      value={value}
      options={options}
      onChange={(next) => go(withParameters(address, { [parameter]: next }))}
    />
  );
  const named = (values: readonly string[]): readonly (readonly [string, string])[] =>
    values.map((one) => [one, name(one)]);
  return (
    <div class="question-bar">
      {select(
        t('metric'),
        'metric',
        metric,
        named(metrics.filter(({ onlyBy }) => onlyBy === undefined).map((one) => one.name)),
      )}
      {select(t('by'), 'by', by, [['', t('by.nothing')], ...named(dimensions)])}
      <FilterPicker dimensions={dimensions} where={where} onChange={(next) => go(searchedFor(address, next))} />
      {select(t('grain'), 'grain', grain, named(GRAINS))}
      {select(
        said('horizon'),
        'horizon',
        String(horizon),
        HORIZONS.map((one) => [one, one]),
      )}
      {select(
        said('method'),
        'method',
        method,
        methodsFor(metric).map((one) => [one, said(`method.${one}`)]),
      )}
    </div>
  );
}

/** The same place, where only some values of dimensions are meant. */
export function searchedFor(
  { path, search }: Address,
  where: NonNullable<ForecastAsked['where']>,
  by?: string,
): string {
  const before = questionIn(search);
  return addressOf(
    path,
    searchOf({ ...before, where, ...(by !== undefined && { by: by === '' ? [] : [by] }) }, search),
  );
}
