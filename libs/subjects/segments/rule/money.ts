import { formatDecimal, parseDecimal } from '#kernel/decimal.js';

/** An amount in the base currency as rules compare it: exact, and comparable with nothing but amounts. */
export class Money {
  constructor(readonly millionths: bigint) {}

  /** @throws AmountError for what is no decimal */
  static of(text: string): Money {
    return new Money(parseDecimal(text));
  }

  toString(): string {
    return formatDecimal(this.millionths);
  }
}
