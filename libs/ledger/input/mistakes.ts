import { Problem, type FieldError } from '#kernel/problem.js';

/** Why a value is not taken; `range` where it is well-formed but cannot be kept exactly. */
export interface Refusal {
  readonly detail: string;
  readonly range?: boolean;
  /** Which part of the value, such as `.ratio[0]`; all of it where absent. */
  readonly at?: string;
}

/** Mistakes reported at most; a body full of them is not worth more. */
const KEPT = 100;

/** What is wrong with an input, all of it together. */
export class Mistakes {
  private readonly kept: (FieldError & Refusal)[] = [];
  count = 0;

  add(field: string, { detail, range = false, at = '' }: Refusal): void {
    this.count++;
    if (this.kept.length < KEPT) this.kept.push({ field: field + at, detail, range });
  }

  /** @throws Problem with every mistake found */
  done(): void {
    if (this.count === 0) return;
    const code = this.kept.every(({ range }) => range) ? 'amount-out-of-range' : 'invalid-request';
    const errors = this.kept.map(({ field, detail }) => ({ field, detail }));
    const first = errors.slice(0, 3).map(({ field, detail }) => `${field === '' ? 'the data' : field} ${detail}`);
    throw new Problem(code, first.join('; '), errors);
  }
}

/** An object as it was sent. */
export type Data = Readonly<Record<string, unknown>>;

/** Whether something is said of a field, null included. */
export function given(data: Data, name: string): boolean {
  return Object.hasOwn(data, name) && data[name] !== undefined;
}

/** The mistakes of one object, for the rules between its fields. */
export class Scope {
  private readonly before: number;

  /** @param prefix what its fields are called after, such as `lines[2].` */
  constructor(
    private readonly data: Data,
    private readonly prefix: string,
    private readonly mistakes: Mistakes,
  ) {
    this.before = mistakes.count;
  }

  /** Whether its fields are well-formed; only then they can be reckoned with. */
  get sound(): boolean {
    return this.mistakes.count === this.before;
  }

  /** @param name of the field; '' for the object itself */
  fail(name: string, detail: string): void {
    this.mistakes.add((this.prefix + name).replace(/\.$/, ''), { detail });
  }

  /** Like `fail`, for an amount that is well-formed but cannot be kept exactly. */
  failRange(name: string, detail: string): void {
    this.mistakes.add(this.prefix + name, { detail, range: true });
  }

  /** Whether something is said of a field, however wrong. */
  gives(name: string): boolean {
    return given(this.data, name);
  }

  /** One of two fields, and not both. */
  requireOneOf(one: string, other: string): void {
    if (!this.gives(one) && !this.gives(other)) this.fail(one, `or ${other} is required`);
    this.refuseWith(other, one, 'send one of the two');
  }

  /** A field that must not come with another. */
  refuseWith(name: string, other: string, advice: string): void {
    if (this.gives(name) && this.gives(other)) this.fail(name, `must not come with ${other}: ${advice}`);
  }
}
