import * as z from 'zod';
import { CarrierKind } from '../../../shared/kernel/message-carriers.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { problem } from '../../../shared/platform/http-answer.ts';
import { type HttpRequest, jsonBody } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { carrierPage } from '../adapters/pages/carrier-page.ts';
import { pageHeaders } from '../adapters/pages/layout.ts';
import { CarrierOutcome } from '../domain/network.ts';
import { type CarryPorts, carryMessage } from '../usecases/carry-message.ts';
import { readCarrier } from '../usecases/read-carrier.ts';
import type { Route } from './router.ts';

const Chosen = z.strictObject({ outcome: CarrierOutcome });

/** Carriers' own paths below the names of their kinds, what each of them heard and said, and what a person has one of them do. */
export const carrierRoutes = (ports: CarryPorts): readonly Route[] => [
  {
    method: 'POST',
    path: /^carriers\/([a-z][a-z0-9_-]{0,39})\/outcome$/,
    answer: (request, carrier = '') =>
      taking([jsonBody(Chosen)], async (_, answer, { outcome }) => {
        if (!(await ports.carrierAccounts.isSetUp(carrier)))
          return answer(fail({ kind: 'not_found', what: 'carrier' }));
        await ports.network.choose(carrier, outcome);
        return answer(ok({ outcome }));
      })(request),
  },
  {
    method: 'GET',
    path: /^carriers\/([a-z][a-z0-9_-]{0,39})$/,
    async answer({ requestId, now }, carrier = '') {
      const view = await readCarrier(ports)(carrier, now);
      if (!view) return problem({ kind: 'not_found', what: 'carrier' }, requestId);
      return { status: 200, text: carrierPage(view), headers: pageHeaders };
    },
  },
  ...(['GET', 'POST'] as const).map((method) => ({
    method,
    path: new RegExp(`^(${CarrierKind.options.join('|')})/(.+)$`),
    async answer(request: HttpRequest, kind = '', path = '') {
      const reply = await carryMessage(ports)(kind, path, request, request.now);
      return reply ?? problem({ kind: 'not_found', what: 'route' }, request.requestId);
    },
  })),
];
