import { IsOptional, Matches } from 'class-validator';
import { Type } from 'typebox';
import { POSITION } from '#book/position.js';

/** Of a tree: how many leaves it has. */
const SIZE = /^(0|[1-9]\d{0,15})$/;

export class ProofParameters {
  @IsOptional() @Matches(POSITION, { message: 'position must be the position of a receipt' }) position?: string;
  @IsOptional() @Matches(SIZE, { message: 'from must be how many events a head has' }) from?: string;
  @IsOptional() @Matches(SIZE, { message: 'to must be how many events a head has' }) to?: string;
}

/** What each of them means. */
export const PROOF_PARAMETERS = {
  position: Type.String({ description: 'The position of the event that is to be proven.' }),
  from: Type.String({ description: 'How many events the earlier head is of.' }),
  to: Type.String({ description: 'How many events the later head is of.' }),
};
