import { qrPng, qrSvg } from '../../../shared/kernel/qr-picture.ts';
import type { HttpAnswer } from '../../../shared/platform/http-answer.ts';
import { transferPage } from '../pages/transfer.ts';
import type { Agencies, Dossiers, Fees } from '../ports.ts';
import { showTransfer } from '../usecases/show-transfer.ts';
import type { PageParts, PageRoute } from './page-routes.ts';

/** What showing a bank transfer needs. */
export interface TransferPorts {
  readonly dossiers: Dossiers;
  readonly agencies: Agencies;
  readonly fees: Fees;
}

const pictures = {
  svg: (payload: string): HttpAnswer => ({
    status: 200,
    text: qrSvg(payload),
    headers: { 'Content-Type': 'image/svg+xml; charset=utf-8' },
  }),
  png: (payload: string): HttpAnswer => ({
    status: 200,
    bytes: qrPng(payload),
    headers: { 'Content-Type': 'image/png' },
  }),
};

/** `/t/{token}/pay/{reference}`, the page of a bank transfer, and the pictures of its QR code for as long as it may be used. */
export const transferRoutes = (parts: PageParts, ports: TransferPorts): readonly PageRoute[] => {
  const shown = showTransfer(ports);
  const namesIn = (captured: string): readonly [token: string, reference: string] => {
    const [token = '', reference = ''] = captured.split('/pay/');
    return [token, reference];
  };
  const pictureRoute = (kind: keyof typeof pictures): PageRoute => ({
    method: 'GET',
    path: new RegExp(`^/t/([^/]+/pay/[^/]+)\\.${kind}$`),
    async answer({ now }, captured) {
      const view = await shown(...namesIn(captured), now, true);
      const qr = view.ok && view.value.outcome === 'waiting' ? view.value.qr : undefined;
      return qr ? pictures[kind](qr.payload) : parts.notFound();
    },
  });
  return [
    pictureRoute('svg'),
    pictureRoute('png'),
    {
      method: 'GET',
      path: /^\/t\/([^/]+\/pay\/[^/]+)$/,
      async answer({ now, query }, captured) {
        const view = await shown(...namesIn(captured), now, query.still !== undefined, query.payment?.at(-1));
        return view.ok ? parts.page(transferPage(view.value)) : parts.notFound();
      },
    },
  ];
};
