import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parseCertificate } from '../../../functions/results/pades/x509/certificate.ts';
import { findPath } from '../../../functions/results/pades/x509/path.ts';
import { derOfPem } from '../../../functions/results/pades/x509/pem.ts';
import { inTemporaryFolder, run } from '../../support/pades/oracles.ts';
import { testWith } from '../../support/programs.ts';

/** A chain root, authority, signer that openssl makes, by what its extensions say. */
interface Chain {
  readonly authority: string;
  readonly signer: string;
  readonly subject?: string;
}

const authorityBasics = 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n';
const signerBasics = 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\n';
const directory = (name: string, kind = 'permitted') =>
  `nameConstraints=critical,${kind};dirName:subtree\n[subtree]\n${name}`;
const person = '/C=VN/O=So Tu phap/CN=Nguyen Thi Anh';

/** Both verdicts on one chain. */
function judged({ authority, signer, subject = person }: Chain): { ours: string; openssl: boolean } {
  return inTemporaryFolder((folder) => {
    const at = (name: string) => join(folder, name);
    const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
    for (const name of ['root', 'authority', 'signer'])
      openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', at(`${name}.key`));
    writeFileSync(at('authority.ext'), authorityBasics + authority);
    writeFileSync(at('signer.ext'), signerBasics + signer);
    openssl(
      'req',
      '-x509',
      '-new',
      '-key',
      at('root.key'),
      '-subj',
      '/C=VN/CN=Goc',
      '-days',
      '30',
      '-out',
      at('root.pem'),
    );
    const issue = (name: string, by: string, named: string) => {
      openssl('req', '-new', '-key', at(`${name}.key`), '-subj', named, '-out', at(`${name}.csr`));
      const signed = ['-CA', at(`${by}.pem`), '-CAkey', at(`${by}.key`), '-CAcreateserial', '-days', '20'];
      openssl(
        'x509',
        '-req',
        '-in',
        at(`${name}.csr`),
        ...signed,
        '-extfile',
        at(`${name}.ext`),
        '-out',
        at(`${name}.pem`),
      );
    };
    issue('authority', 'root', '/C=VN/O=Ban Co yeu/CN=CA');
    issue('signer', 'authority', subject);
    const verdict = run('openssl', [
      'verify',
      ...['-policy_check', '-policy', '2.5.29.32.0'],
      ...['-CAfile', at('root.pem'), '-untrusted', at('authority.pem'), at('signer.pem')],
    ]);
    const read = (name: string) =>
      parseCertificate(derOfPem(execFileSync('cat', [at(name)], { encoding: 'utf8' }))[0]!);
    const found = findPath(read('signer.pem'), [read('authority.pem')], [read('root.pem')], new Date());
    return { ours: found.ok ? 'ok' : found.problem, openssl: verdict.code === 0 };
  });
}

testWith('openssl').each<[string, string, Chain]>([
  ['a name within the permitted ones', 'ok', { authority: directory('C=VN'), signer: '' }],
  ['a name in other letters and blanks', 'ok', { authority: directory('C=VN\nO=SO  TU PHAP'), signer: '' }],
  ['a name outside', 'name_not_permitted', { authority: directory('C=VN\nO=So Y te'), signer: '' }],
  ['an excluded name', 'name_not_permitted', { authority: directory('C=VN\nO=So Tu phap', 'excluded'), signer: '' }],
  ['a name that is not the excluded one', 'ok', { authority: directory('C=LA', 'excluded'), signer: '' }],
  [
    'an address below a host',
    'ok',
    {
      authority: 'nameConstraints=permitted;email:.hanoi.gov.vn',
      signer: 'subjectAltName=critical,email:anh@tuphap.hanoi.gov.vn',
    },
  ],
  [
    'an address at another host',
    'name_not_permitted',
    { authority: 'nameConstraints=permitted;email:hanoi.gov.vn', signer: 'subjectAltName=email:anh@example.vn' },
  ],
  [
    'an address in the name itself, elsewhere',
    'name_not_permitted',
    {
      authority: 'nameConstraints=permitted;email:hanoi.gov.vn',
      signer: '',
      subject: `${person}/emailAddress=anh@example.vn`,
    },
  ],
  [
    'a host below a permitted one',
    'ok',
    { authority: 'nameConstraints=critical,permitted;DNS:gov.vn', signer: 'subjectAltName=DNS:ky.gov.vn' },
  ],
  [
    'an excluded host',
    'name_not_permitted',
    { authority: 'nameConstraints=critical,excluded;DNS:gov.vn', signer: 'subjectAltName=DNS:ky.gov.vn' },
  ],
  [
    'an excluded network',
    'name_not_permitted',
    { authority: 'nameConstraints=critical,excluded;IP:10.0.0.0/255.0.0.0', signer: 'subjectAltName=IP:10.1.2.3' },
  ],
  ['a critical alternative name', 'ok', { authority: '', signer: 'subjectAltName=critical,email:anh@example.vn' }],
  [
    'a policy that is asked for and there',
    'ok',
    {
      authority: 'policyConstraints=critical,requireExplicitPolicy:0\ncertificatePolicies=1.2.3.4',
      signer: 'certificatePolicies=1.2.3.4',
    },
  ],
  [
    'a policy that is asked for and missing',
    'policy_missing',
    { authority: 'policyConstraints=critical,requireExplicitPolicy:0\ncertificatePolicies=1.2.3.4', signer: '' },
  ],
  [
    'another policy than the authority has',
    'policy_missing',
    {
      authority: 'policyConstraints=critical,requireExplicitPolicy:0\ncertificatePolicies=1.2.3.4',
      signer: 'certificatePolicies=1.2.3.5',
    },
  ],
  [
    'any policy of the authority',
    'ok',
    {
      authority: 'policyConstraints=critical,requireExplicitPolicy:0\ncertificatePolicies=2.5.29.32.0',
      signer: 'certificatePolicies=1.2.3.5',
    },
  ],
  [
    'any policy, which ends at the authority',
    'policy_missing',
    {
      authority:
        'policyConstraints=critical,requireExplicitPolicy:0\ninhibitAnyPolicy=critical,0\ncertificatePolicies=1.2.3.4',
      signer: 'certificatePolicies=2.5.29.32.0',
    },
  ],
  [
    'a policy that is asked for further down',
    'ok',
    { authority: 'policyConstraints=critical,requireExplicitPolicy:3', signer: '' },
  ],
  [
    'statements of a qualified certificate',
    'ok',
    { authority: '', signer: '1.3.6.1.5.5.7.1.3=critical,DER:300A3008060604008E460101' },
  ],
  [
    'a critical extension that nobody knows',
    'unprocessed_extension',
    { authority: '', signer: '1.2.3.4.5=critical,DER:0500' },
  ],
])('%s: %s, and openssl agrees', (_, expected, chain) => {
  const { ours, openssl } = judged(chain);
  expect(ours).toBe(expected);
  // openssl does not know the statements of qualified certificates, which narrow nothing
  if (!chain.signer.includes('1.3.6.1.5.5.7.1.3')) expect(openssl).toBe(ours === 'ok');
});
