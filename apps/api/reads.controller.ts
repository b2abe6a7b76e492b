import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  ListCustomers,
  ReadJournal,
  ShowCustomer,
  ShowInteraction,
  ShowOpportunity,
  ShowSale,
  ShowTimeline,
} from './dispatch.js';
import { given } from './given.js';
import { AsKnownParameters, CustomersParameters, JournalParameters, ReadParameters } from './parameters.js';
import { WaitForPosition } from './wait.interceptor.js';

/** The routes that show single things and lists of them. */
@Controller('v1')
@ApiTags('things')
@UseInterceptors(WaitForPosition)
export class ReadsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('customers')
  listCustomers(@Query() parameters: CustomersParameters): Promise<unknown> {
    const { stage, tier, region, segment, source, salesperson, position: _position, ...rest } = parameters;
    const filters = given({ stage, tier, region, segment, source, salesperson });
    return this.queries.execute(new ListCustomers({ filters, ...given(rest) }));
  }

  @Get('customers/:id')
  showCustomer(@Param('id') id: string, @Query() { asOf, knownAt }: AsKnownParameters): Promise<unknown> {
    return this.queries.execute(new ShowCustomer({ id, asOf, knownAt }));
  }

  @Get('customers/:id/timeline')
  showTimeline(@Param('id') id: string, @Query() { asOf, knownAt }: AsKnownParameters): Promise<unknown> {
    return this.queries.execute(new ShowTimeline({ id, asOf, knownAt }));
  }

  @Get('sales/:id')
  showSale(@Param('id') id: string, @Query() _: ReadParameters): Promise<unknown> {
    return this.queries.execute(new ShowSale({ id }));
  }

  @Get('interactions/:id')
  showInteraction(@Param('id') id: string, @Query() _: ReadParameters): Promise<unknown> {
    return this.queries.execute(new ShowInteraction({ id }));
  }

  @Get('opportunities/:id')
  showOpportunity(@Param('id') id: string, @Query() _: ReadParameters): Promise<unknown> {
    return this.queries.execute(new ShowOpportunity({ id }));
  }

  @Get('events')
  listEvents(@Query() { after, position: _position, ...rest }: JournalParameters): Promise<unknown> {
    return this.queries.execute(
      new ReadJournal({ ...given(rest), ...(after !== undefined && { after: Number(after) }) }),
    );
  }
}
