import type { Read, Reading } from './command.js';
import { readCredit } from './credit.commands.js';
import { readChange, readClosing, readRegistration, readReopening } from './customer.commands.js';
import { readInteraction, readInteractionVoid } from './interaction.commands.js';
import {
  readLoss,
  readOpening,
  readOpportunityChange,
  readOpportunityReopening,
  readWin,
} from './opportunity.commands.js';
import { readLifecyclePublication, readTierPublication } from './policies.commands.js';
import { readRate } from './rates.commands.js';
import { readRefund, readSale, readSaleVoid } from './sale.commands.js';
import { readTarget } from './targets.commands.js';

/** Every fact a caller can record, and what reads it. Names are permanent: callers send them to `/v1/bulk`. */
export const READERS = {
  RegisterCustomer: readRegistration,
  ChangeCustomer: readChange,
  CloseCustomer: readClosing,
  ReopenCustomer: readReopening,
  RecordSale: readSale,
  RefundSale: readRefund,
  VoidSale: readSaleVoid,
  RecordCredit: readCredit,
  LogInteraction: readInteraction,
  VoidInteraction: readInteractionVoid,
  OpenOpportunity: readOpening,
  ChangeOpportunity: readOpportunityChange,
  WinOpportunity: readWin,
  LoseOpportunity: readLoss,
  ReopenOpportunity: readOpportunityReopening,
  SetRate: readRate,
  SetTarget: readTarget,
  PublishLifecyclePolicy: readLifecyclePublication,
  PublishTierPolicy: readTierPublication,
} as const satisfies Readonly<Record<string, (data: unknown, reading: Reading) => Read<unknown>>>;

export type CommandType = keyof typeof READERS;
export const COMMAND_TYPES = Object.keys(READERS) as readonly CommandType[];
