/**
 * Every command a caller can send, with its data as it arrives: amounts and times as sent. The names are the types of the bulk route
 * and permanent: callers write them.
 */

/** A decimal string, or a JSON number, which is taken at its shortest decimal form. */
export type AmountInput = string | number;

/** RFC 3339 with an offset, or a date, which means the start of that business day. */
export type TimeInput = string;

export interface CustomerFieldsInput {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly region?: string;
  readonly source?: string;
  readonly segment?: string;
  readonly salesperson?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface RegisterCustomerData extends CustomerFieldsInput {
  readonly id: string;
  /** Default: now. */
  readonly registeredAt?: TimeInput;
}

export interface ChangeCustomerData extends CustomerFieldsInput {
  readonly customerId: string;
  /** Of the change. */
  readonly id: string;
  /** Default: now. */
  readonly effectiveAt?: TimeInput;
}

/** Of closing and reopening. */
export interface CustomerTurnData {
  readonly customerId: string;
  /** Of the change. */
  readonly id: string;
  /** Default: now. */
  readonly occurredAt?: TimeInput;
  readonly reason?: string;
}

export interface LineInput {
  readonly product: string;
  readonly category?: string;
  readonly quantity: AmountInput;
  readonly unitPrice: AmountInput;
  /** An amount; not together with `discountRate`. */
  readonly discount?: AmountInput;
  /** 0 to 1. */
  readonly discountRate?: AmountInput;
  readonly tax?: AmountInput;
}

export interface RecordSaleData {
  readonly id: string;
  /** Absent for a guest. */
  readonly customerId?: string;
  readonly occurredAt: TimeInput;
  /** Default: the base currency. */
  readonly currency?: string;
  readonly lines: readonly LineInput[];
  readonly salesperson?: string;
  readonly region?: string;
  readonly channel?: string;
  readonly opportunityId?: string;
}

export interface RefundLineInput {
  /** 0-based line of the sale. */
  readonly line: number;
  readonly quantity?: AmountInput;
  readonly amount: AmountInput;
}

/** Either `lines` or `amount`. */
export interface RefundSaleData {
  readonly saleId: string;
  /** Of the refund. */
  readonly id: string;
  readonly occurredAt: TimeInput;
  readonly reason?: string;
  readonly lines?: readonly RefundLineInput[];
  readonly amount?: AmountInput;
}

export interface VoidSaleData {
  readonly saleId: string;
  /** Of the void. */
  readonly id: string;
  readonly reason: string;
}

/** Either `lines` or `amount`. */
export interface RecordCreditData {
  readonly id: string;
  readonly customerId?: string;
  readonly occurredAt: TimeInput;
  readonly currency?: string;
  readonly lines?: readonly LineInput[];
  readonly amount?: AmountInput;
  readonly reason?: string;
  readonly salesperson?: string;
  readonly region?: string;
  readonly channel?: string;
}

export interface LogInteractionData {
  readonly id: string;
  readonly customerId: string;
  readonly occurredAt: TimeInput;
  readonly kind: string;
  readonly channel?: string;
  readonly direction?: 'in' | 'out';
  readonly salesperson?: string;
  readonly durationSeconds?: number;
  readonly subject?: string;
  readonly campaign?: string;
}

export interface VoidInteractionData {
  readonly interactionId: string;
  /** Of the void. */
  readonly id: string;
  readonly reason: string;
}

export interface CommandData {
  RegisterCustomer: RegisterCustomerData;
  ChangeCustomer: ChangeCustomerData;
  CloseCustomer: CustomerTurnData;
  ReopenCustomer: CustomerTurnData;
  RecordSale: RecordSaleData;
  RefundSale: RefundSaleData;
  VoidSale: VoidSaleData;
  RecordCredit: RecordCreditData;
  LogInteraction: LogInteractionData;
  VoidInteraction: VoidInteractionData;
}

export type CommandType = keyof CommandData;

export type Command = { [Type in CommandType]: { readonly type: Type; readonly data: CommandData[Type] } }[CommandType];

/** In the order of the contract's table. */
export const COMMAND_TYPES = [
  'RegisterCustomer',
  'ChangeCustomer',
  'CloseCustomer',
  'ReopenCustomer',
  'RecordSale',
  'RefundSale',
  'VoidSale',
  'RecordCredit',
  'LogInteraction',
  'VoidInteraction',
] as const satisfies readonly CommandType[];

export function isCommandType(value: unknown): value is CommandType {
  return (COMMAND_TYPES as readonly unknown[]).includes(value);
}
