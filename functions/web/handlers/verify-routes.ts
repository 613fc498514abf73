import { firstCharacters } from '../../../shared/kernel/characters.ts';
import { redirect } from '../adapters/page-answer.ts';
import { writtenDate } from '../domain/written-date.ts';
import { type DocumentRecord, verifyFormPage, verifyPage } from '../pages/verify.ts';
import type { DocumentRegister, RegisteredDocument } from '../ports.ts';
import type { PageParts, PageRoute } from './page-routes.ts';

/** The register's entry as its page shows it, found by a code or by a file of it, which is named by its hash. */
const recordOf = (
  {
    agency,
    sha256: newest,
    versions: _,
    issuedOn,
    revokedAt,
    replacedBy,
    decisionNumber,
    ...found
  }: RegisteredDocument,
  by: { readonly verificationCode?: string; readonly file?: string },
): DocumentRecord => ({
  ...found,
  ...{ agencyName: agency.name, agencyCode: agency.code, issuedOn: writtenDate(issuedOn), sha256: by.file ?? newest },
  verificationCode: by.verificationCode,
  file: by.file === undefined ? undefined : by.file === newest ? 'newest' : 'earlier',
  ...{ replacedBy, decisionNumber, revokedOn: revokedAt && writtenDate(revokedAt) },
});

/** `/verify`: what the register knows of a code or of a file's hash. */
export const verifyRoutes = (parts: PageParts, register: DocumentRegister): readonly PageRoute[] => [
  {
    method: 'GET',
    path: /^\/verify()$/,
    async answer({ query }) {
      const typed = query.code?.at(-1)?.trim();
      if (typed) return redirect(`${parts.publicOrigin}/verify/${encodeURIComponent(firstCharacters(typed, 64))}`);
      const hash = query.sha256?.at(-1)?.trim();
      if (!hash) return parts.page(verifyFormPage(undefined));
      const found = await register.registeredFile(hash);
      if (!found) return parts.page(verifyFormPage({ by: 'file', typed: firstCharacters(hash, 200) }), 404);
      const { file, ...document } = found;
      return parts.page(verifyPage(recordOf(document, { file })));
    },
  },
  {
    method: 'GET',
    path: /^\/verify\/([^/]+)$/,
    async answer(_, code) {
      const found = await register.registered(code);
      if (!found) return parts.page(verifyFormPage({ by: 'code', typed: firstCharacters(code, 64) }), 404);
      return parts.page(verifyPage(recordOf(found, { verificationCode: code })));
    },
  },
];
