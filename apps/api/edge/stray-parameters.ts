import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { INTERCEPTORS_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/internal';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { Problem } from '#kernel/problem.js';
import { shown } from '#kernel/shown.js';
import { WaitForPosition } from '../wait.interceptor.js';

/** What reads its parameters, or the whole request, says itself what it does not know. */
const READS: readonly string[] = [RouteParamtypes.QUERY, RouteParamtypes.REQUEST].map((type) => `${String(type)}:`);
/** Any read may say it. */
const POSITION = 'position';
/** Probes may be asked with whatever their programs add. */
const CLOSED = '/v1/';

/**
 * Refuses parameters in the address of a route that reads none: who says `asOf` there beside a body would be answered as of today and not see it.
 * Behind what takes out the form of tables.
 */
@Injectable()
export class NoStrayParameters implements NestInterceptor {
  /** @throws Problem `invalid-request` */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { query, url, method } = context.switchToHttp().getRequest<FastifyRequest>();
    const names = Object.keys(query as object);
    if (names.length > 0 && url.startsWith(CLOSED) && !readsParameters(context))
      needNone(names, method === 'GET' || waits(context));
    return next.handle();
  }
}

function needNone(names: readonly string[], isPositionTaken: boolean): void {
  const stray = names.filter((name) => !(isPositionTaken && name === POSITION)).map(shown);
  if (stray.length === 0) return;
  const detail = 'is no parameter of this route: leave it out, or put it into the body where it is a field of it';
  const errors = stray.map((field) => ({ field, detail }));
  throw new Problem('invalid-request', `${stray.join(', ')} ${detail}`, errors);
}

function readsParameters(context: ExecutionContext): boolean {
  const handler = context.getHandler().name;
  const read = (Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), handler) ?? {}) as object;
  return Object.keys(read).some((key) => READS.some((type) => key.startsWith(type)));
}

function waits(context: ExecutionContext): boolean {
  const places = [context.getClass(), context.getHandler()];
  return places.some((place) =>
    ((Reflect.getMetadata(INTERCEPTORS_METADATA, place) ?? []) as readonly unknown[]).includes(WaitForPosition),
  );
}
