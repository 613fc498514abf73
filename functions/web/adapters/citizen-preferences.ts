import type { DossierCard } from '../../../shared/kernel/dossier-card.ts';
import { isMobile } from '../../../shared/kernel/phone.ts';
import { preferencesOf } from '../../dossiers/domain/preferences.ts';
import type { CitizenLinks, DossierLedger } from '../../dossiers/ports.ts';
import { chooseByToken, readCardByToken } from '../../dossiers/usecases/choose-preferences.ts';
import { wishedChannels } from '../../notifications/domain/reach.ts';
import type { CitizenWishes, Wishes } from '../ports.ts';

/** What reaches the person; a landline is called by nobody here, and e-mail takes its place. */
const waysOf = (card: DossierCard): CitizenWishes['ways'] => {
  const { phone, email } = card.contact ?? {};
  const { zalo, sms } = preferencesOf(card);
  return [
    ...(phone !== undefined && isMobile(phone)
      ? ([
          { channel: 'zalo', to: phone, isOn: zalo },
          { channel: 'sms', to: phone, isOn: sms },
        ] as const)
      : []),
    ...(email === undefined
      ? []
      : [{ channel: 'email', to: email, isOn: wishedChannels(card).includes('email') } as const]),
  ];
};

/** What citizens wish to be told, through the use cases of dossiers. */
export const citizenPreferences = (
  ports: () => Promise<{ readonly ledger: DossierLedger; readonly links: CitizenLinks }>,
): Wishes => ({
  async ofToken(token) {
    const found = await readCardByToken(await ports())(token);
    if (!found.ok) return undefined;
    const card = found.value;
    return {
      dossierCode: card.dossierCode,
      isErased: card.contact === undefined,
      ways: waysOf(card),
      language: preferencesOf(card).language,
    };
  },
  choose: async (token, change, asked) => chooseByToken(await ports())(token, change, asked),
});
