import { type Caller, mayActFor } from '../../../shared/kernel/callers.ts';

/** Who asks: a key's caller, or the holder of one dossier's citizen link. */
export type Viewer = Caller | { readonly dossierCode: string };

/** True where the viewer may know of something that belongs to a dossier and its agencies. */
export const maySee = (
  viewer: Viewer,
  about: {
    readonly dossierCode: string;
    readonly agencyCode: string;
    readonly receivingAgencyCode: string | undefined;
  },
): boolean =>
  'dossierCode' in viewer
    ? viewer.dossierCode === about.dossierCode
    : mayActFor(viewer, [about.agencyCode, about.receivingAgencyCode]);
