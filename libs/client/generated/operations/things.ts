// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { CallOptions } from '../../route.js';
import type { Customer } from '../types/customer.js';
import type { Customers } from '../types/customers.js';
import type { Interaction } from '../types/interaction.js';
import type { ListCustomersQuery } from '../types/list-customers-query.js';
import type { Opportunity } from '../types/opportunity.js';
import type { Sale } from '../types/sale.js';
import type { ShowCustomerQuery } from '../types/show-customer-query.js';
import type { ShowInteractionQuery } from '../types/show-interaction-query.js';
import type { ShowOpportunityQuery } from '../types/show-opportunity-query.js';
import type { ShowSaleQuery } from '../types/show-sale-query.js';
import type { ShowTimelineQuery } from '../types/show-timeline-query.js';
import type { Timeline } from '../types/timeline.js';

export interface ThingsOperations {
  /** Customers as of a day: `GET /v1/customers`. */
  listCustomers(query?: ListCustomersQuery, options?: CallOptions): Promise<Customers>;

  /** A customer as of a day or an instant: `GET /v1/customers/{id}`. */
  showCustomer(id: string, query?: ShowCustomerQuery, options?: CallOptions): Promise<Customer>;

  /** An opportunity: `GET /v1/opportunities/{id}`. */
  showOpportunity(id: string, query?: ShowOpportunityQuery, options?: CallOptions): Promise<Opportunity>;

  /** What happened to a customer: `GET /v1/customers/{id}/timeline`. */
  showTimeline(id: string, query?: ShowTimelineQuery, options?: CallOptions): Promise<Timeline>;

  /** A sale: `GET /v1/sales/{id}`. */
  showSale(id: string, query?: ShowSaleQuery, options?: CallOptions): Promise<Sale>;

  /** An interaction: `GET /v1/interactions/{id}`. */
  showInteraction(id: string, query?: ShowInteractionQuery, options?: CallOptions): Promise<Interaction>;
}
