import { go, withParameters, type Address } from '../address.js';
import { Select } from '../parts/select.js';

interface ChosenProps {
  readonly address: Address;
  readonly parameter: string;
  readonly label: string;
  readonly value: string;
  /** Values with what they are called. */
  readonly options: readonly (readonly [string, string])[];
}

/** A choice that the address holds. */
export function Chosen({ address, parameter, label, value, options }: ChosenProps) {
  return (
    <Select
      label={label}
      value={value}
      options={options}
      onChange={(next) => go(withParameters(address, { [parameter]: next }))}
    />
  );
}

/** What the address says of a choice, where there is such; the first of them else. */
export function chosenIn<One extends string>(
  { search }: Address,
  parameter: string,
  of: readonly [One, ...One[]],
): One {
  return of.find((one) => one === search.get(parameter)) ?? of[0];
}
