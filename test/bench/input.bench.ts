import 'reflect-metadata';
import { Type as nested, plainToInstance } from 'class-transformer';
import { IsOptional, IsRFC3339, IsString, Length, Matches, ValidateNested, validateSync } from 'class-validator';
import { Calendar } from '#kernel/time/calendar.js';
import { Shape } from '#ledger/input/shape.js';
import { commandNamed } from '#ledger/ledger.js';
import { COMMANDS } from '#subjects/tables.js';
import { print, secondsOf } from './report.js';

const CHECKS = 100_000;
const LINE = {
  product: 'tea',
  category: 'drinks',
  quantity: '2.5',
  unitPrice: '12.5',
  discountRate: '0.1',
  tax: '1.9',
};
const SALE = {
  id: 's1',
  customerId: 'c1',
  occurredAt: '2024-02-10T10:30:00Z',
  currency: 'USD',
  channel: 'web',
  lines: [LINE, LINE, LINE],
};
const READING = {
  calendar: new Calendar('Europe/Berlin', 1),
  currency: 'EUR',
  now: '2024-05-01T12:00:00.000Z',
};

const DECIMAL = /^(0|[1-9]\d*)(\.\d+)?$/;
class Line {
  @IsString() @Length(1, 200) product = '';
  @IsOptional() @IsString() @Length(1, 200) category?: string;
  @Matches(DECIMAL) quantity = '';
  @Matches(DECIMAL) unitPrice = '';
  @IsOptional() @Matches(DECIMAL) discountRate?: string;
  @IsOptional() @Matches(DECIMAL) tax?: string;
}
class Sale {
  @IsString() @Length(1, 200) id = '';
  @IsOptional() @IsString() @Length(1, 200) customerId?: string;
  @IsRFC3339() occurredAt = '';
  @Matches(/^[A-Z]{3}$/) currency = '';
  @IsOptional() @IsString() @Length(1, 200) channel?: string;
  @ValidateNested({ each: true }) @nested(() => Line) lines: readonly Line[] = [];
}

/** The check of a sale of 3 lines, and its reading with normal form and claim, against the same sale through class-validator. */
export async function benchInput(): Promise<void> {
  const { input } = commandNamed(COMMANDS, 'RecordSale');
  const shape = new Shape(input.schema);
  const classes = await perSecond(CHECKS / 10, () =>
    validateSync(plainToInstance(Sale, SALE), { whitelist: true, forbidNonWhitelisted: true }),
  );
  print({
    what: 'compiled check of a sale of 3 lines',
    reached: await perSecond(CHECKS, () => shape.accepts(SALE)),
    unit: 'checks/s',
    floor: classes,
    target: 'ratio 10',
  });
  print({
    what: 'reading a sale of 3 lines, claim included',
    reached: await perSecond(CHECKS / 4, () => input.read(SALE, READING)),
    unit: 'sales/s',
    floor: classes,
    target: 'more than the floor',
  });
}

/** The best of a few rounds, the first of which warms up. */
async function perSecond(times: number, work: () => unknown): Promise<number> {
  let best = 0;
  for (let round = 0; round < 5; round++) {
    const seconds = await secondsOf(() => {
      for (let i = 0; i < times; i++) work();
    });
    best = Math.max(best, times / seconds);
  }
  return best;
}
