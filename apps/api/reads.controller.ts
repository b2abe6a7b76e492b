import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { BOOK, type Book } from './book.js';
import {
  ListCustomers,
  ReadJournal,
  ShowCustomer,
  ShowInteraction,
  ShowSale,
  ShowTimeline,
  type AsKnown,
} from './dispatch.js';
import { AsKnownParameters, CustomersParameters, JournalParameters, ReadParameters } from './parameters.js';

/** The routes that show single things and lists of them. */
@Controller('v1')
export class ReadsController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(BOOK) private readonly book: Book,
  ) {}

  @Get('customers')
  async customers(@Query() parameters: CustomersParameters): Promise<unknown> {
    await this.wait(parameters);
    const { stage, tier, region, segment, source, salesperson, q, sort, limit, cursor } = parameters;
    const named = Object.entries({ stage, tier, region, segment, source, salesperson }).filter(
      ([, value]) => value !== undefined,
    );
    const filters = Object.fromEntries(named.map(([name, value]) => [name, (value ?? '').split(',')]));
    const rest = { ...(q !== undefined && { q }), ...(cursor !== undefined && { cursor }) };
    return this.queries.execute(new ListCustomers({ filters, sort, limit, ...rest, ...asKnown(parameters) }));
  }

  @Get('customers/:id')
  async customer(@Param('id') id: string, @Query() parameters: AsKnownParameters): Promise<unknown> {
    await this.wait(parameters);
    return this.queries.execute(new ShowCustomer(id, asKnown(parameters)));
  }

  @Get('customers/:id/timeline')
  async timeline(@Param('id') id: string, @Query() parameters: AsKnownParameters): Promise<unknown> {
    await this.wait(parameters);
    return this.queries.execute(new ShowTimeline(id, asKnown(parameters)));
  }

  @Get('sales/:id')
  async sale(@Param('id') id: string, @Query() parameters: ReadParameters): Promise<unknown> {
    await this.wait(parameters);
    return this.queries.execute(new ShowSale(id));
  }

  @Get('interactions/:id')
  async interaction(@Param('id') id: string, @Query() parameters: ReadParameters): Promise<unknown> {
    await this.wait(parameters);
    return this.queries.execute(new ShowInteraction(id));
  }

  @Get('events')
  async events(@Query() parameters: JournalParameters): Promise<unknown> {
    await this.wait(parameters);
    const { after, limit, type, customerId } = parameters;
    const where = { ...(type !== undefined && { type }), ...(customerId !== undefined && { customerId }) };
    return this.queries.execute(
      new ReadJournal({ limit, ...where, ...(after !== undefined && { after: Number(after) }) }),
    );
  }

  private async wait({ position }: ReadParameters): Promise<void> {
    if (position !== undefined) await this.book.positions.waitFor(Number(position));
  }
}

function asKnown({ asOf, knownAt }: AsKnownParameters): AsKnown {
  return { ...(asOf !== undefined && { asOf }), ...(knownAt !== undefined && { knownAt }) };
}
