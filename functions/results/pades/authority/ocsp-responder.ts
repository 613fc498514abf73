import type { KeyObject } from 'node:crypto';
import {
  childrenOf,
  type DerNode,
  encodingOf,
  explicitContent,
  integerHexOf,
  objectIdentifierOf,
  parseWhole,
  sequenceFields,
} from '../der/decode.ts';
import {
  bitString,
  contextual,
  enumerated,
  generalizedTime,
  objectIdentifier,
  octetString,
  sequence,
  tagged,
} from '../der/encode.ts';
import { oids } from '../der/object-identifiers.ts';
import { tags } from '../der/tags.ts';
import { settled } from '../refusal.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { signWith } from './signing.ts';

/** An OCSP responder for development: the authority itself, or a certificate it issued with the `ocsp` profile. */
export interface OcspResponder {
  readonly certificate: Uint8Array;
  readonly privateKey: KeyObject;
}

/** What is known of a serial number: revoked since, good, or unknown. */
export type SerialStatus = { readonly revokedAt: Date } | 'good' | 'unknown';

const malformedRequest = 1;

/** OCSPRequest to OCSPResponse (RFC 6960 section 4), nonce included; without `nextUpdate` newer answers can be had at any time. A request it cannot read gets malformedRequest. */
export function answerOcspRequest(
  responder: OcspResponder,
  request: Uint8Array,
  options: { readonly now: Date; readonly nextUpdate?: Date; statusOf(serialNumber: bigint): SerialStatus },
): Uint8Array {
  const parsed = settled(() => readRequest(request));
  if (!parsed.ok) return sequence(enumerated(malformedRequest));
  const { ids, nonce } = parsed.value;
  const { algorithm, sign } = signWith(responder.privateKey);
  const certificate = parseCertificate(responder.certificate);
  const responses = ids.map((id) =>
    sequence(
      encodingOf(id),
      certStatus(options.statusOf(serialOf(id))),
      generalizedTime(options.now),
      ...(options.nextUpdate ? [contextual(0, generalizedTime(options.nextUpdate))] : []),
    ),
  );
  const data = sequence(
    contextual(1, certificate.subject),
    generalizedTime(options.now),
    sequence(...responses),
    ...(nonce ? [contextual(1, sequence(encodingOf(nonce)))] : []),
  );
  const basic = sequence(data, algorithm, bitString(sign(data)), contextual(0, sequence(responder.certificate)));
  const bytes = sequence(objectIdentifier(oids.ocspBasic), octetString(basic));
  return sequence(enumerated(0), contextual(0, bytes));
}

function readRequest(request: Uint8Array) {
  const outer = sequenceFields(parseWhole(request), 'OCSPRequest');
  const tbs = sequenceFields(outer.take(tags.sequence), 'TBSRequest');
  tbs.takeIf(0xa0);
  tbs.takeIf(0xa1);
  const ids = childrenOf(tbs.take(tags.sequence)).map((one) => sequenceFields(one, 'Request').take(tags.sequence));
  for (const id of ids) serialOf(id);
  const extensions = tbs.takeIf(0xa2);
  const list = extensions ? childrenOf(explicitContent(extensions, 'requestExtensions')) : [];
  return { ids, nonce: list.find((one) => objectIdentifierOf(childrenOf(one)[0]) === oids.ocspNonce) };
}

const serialOf = (id: DerNode): bigint => BigInt(`0x${integerHexOf(childrenOf(id)[3])}`);

/** CertStatus: good [0], revoked [1] with its time, unknown [2]. */
function certStatus(status: SerialStatus): Buffer {
  if (status === 'good') return tagged(0x80);
  return status === 'unknown' ? tagged(0x82) : contextual(1, generalizedTime(status.revokedAt));
}
