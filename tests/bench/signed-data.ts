import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { signatureAlgorithm } from '../../functions/results/pades/cms/algorithms.ts';
import { parseSignedData } from '../../functions/results/pades/cms/parse.ts';
import { signedAttributes, signingCertificateV2 } from '../../functions/results/pades/cms/signed-attributes.ts';
import { encodeSignedData } from '../../functions/results/pades/cms/signed-data.ts';
import { oids } from '../../functions/results/pades/der/object-identifiers.ts';
import { parseCertificate } from '../../functions/results/pades/x509/certificate.ts';
import { developmentPki, signerOf } from '../support/pades/development-pki.ts';
import type { Bench } from './run.ts';

const signer = signerOf(developmentPki(), 'rsa3072');
const digest = createHash('sha256').update('document').digest();
const signature = Buffer.alloc(384, 7);

/** The CMS of one PAdES signature, from certificate bytes to encoded SignedData, with own DER code. */
function ownEncode(): Uint8Array {
  const attributes = signedAttributes(digest, parseCertificate(signer.certificate), signer.algorithm);
  createHash('sha256').update(attributes).digest();
  return encodeSignedData({ signer, signedAttributes: attributes, signature });
}

const exact = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** The same with pkijs and asn1js. */
function pkijsEncode(): Uint8Array {
  const certificate = pkijs.Certificate.fromBER(exact(signer.certificate));
  const attribute = (type: string, value: asn1js.BaseBlock) => new pkijs.Attribute({ type, values: [value] });
  const attributes = [
    attribute(oids.contentType, new asn1js.ObjectIdentifier({ value: oids.data })),
    attribute(oids.messageDigest, new asn1js.OctetString({ valueHex: exact(digest) })),
    attribute(
      oids.signingCertificateV2,
      asn1js.fromBER(exact(signingCertificateV2(parseCertificate(signer.certificate)))).result as asn1js.BaseBlock,
    ),
  ];
  const signedAttrs = new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes });
  createHash('sha256')
    .update(Buffer.from(signedAttrs.toSchema().toBER(false)))
    .digest();
  const sha256 = new pkijs.AlgorithmIdentifier({ algorithmId: oids.sha256 });
  const signedData = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [sha256],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: oids.data }),
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        digestAlgorithm: sha256,
        signedAttrs,
        signatureAlgorithm: pkijs.AlgorithmIdentifier.fromBER(exact(signatureAlgorithm(signer.algorithm))),
        signature: new asn1js.OctetString({ valueHex: exact(signature) }),
      }),
    ],
    certificates: [certificate, ...signer.chain.map((der) => pkijs.Certificate.fromBER(exact(der)))],
  });
  const content = new pkijs.ContentInfo({ contentType: oids.signedData, content: signedData.toSchema(true) });
  return new Uint8Array(content.toSchema().toBER(false));
}

/** Median milliseconds of a call after warming up. */
function milliseconds(call: () => unknown): number {
  const times: number[] = [];
  for (let i = 0; i < 600; i++) {
    const began = performance.now();
    call();
    if (i >= 100) times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[250]!;
}

/** Encoding and reading the CMS of a signature: own DER code against pkijs and asn1js. */
export const bench: Bench = {
  async run() {
    const der = ownEncode();
    parseSignedData(pkijsEncode());
    const rows = {
      'cms.encode.own.ms': milliseconds(ownEncode),
      'cms.encode.pkijs.ms': milliseconds(pkijsEncode),
      'cms.parse.own.ms': milliseconds(() => parseSignedData(der)),
      'cms.parse.pkijs.ms': milliseconds(
        () => new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(exact(der)).content }),
      ),
    };
    for (const [name, ms] of Object.entries(rows)) console.log(`${name.padEnd(24)}${ms.toFixed(3).padStart(10)}`);
    return Object.fromEntries(Object.entries(rows).map(([name, ms]) => [name, Number(ms.toFixed(4))]));
  },
};
