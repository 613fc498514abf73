const words: Readonly<Record<string, { readonly vi: string; readonly en: string }>> = {
  digital_citizen: { vi: 'công dân số', en: 'digital citizen' },
  poor_household: { vi: 'hộ nghèo', en: 'poor household' },
  child: { vi: 'trẻ em', en: 'child' },
  elderly: { vi: 'người cao tuổi', en: 'elderly person' },
  merit: { vi: 'người có công', en: 'person with merit' },
};

/** For whom an item of a fee is less than in full; any other kind has no words but its legal basis. */
export const exemptionOf = (kind: string): { readonly vi: string; readonly en: string } | undefined => words[kind];
