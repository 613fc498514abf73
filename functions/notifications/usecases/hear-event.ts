import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { BusEvent } from '../../../shared/kernel/events.ts';
import type { MessageId } from '../../../shared/kernel/ids.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { isLost } from '../domain/message.ts';
import { channels as everyChannel } from '../domain/notice.ts';
import { correctionOf, demandOver, learntAt, NEWS_MS, overtakesDemand, tellingOf } from '../domain/telling.ts';
import { templateFor } from '../domain/templates/by-name.ts';
import { type FallBackPorts, fallBack } from './fall-back.ts';
import { intendMessage } from './intend-message.ts';
import { concernsStaff, type TellStaffPorts, tellStaff } from './tell-staff.ts';

/** That a demand is over is said once, in one way. */
const OVER = { told: 'over', number: 0 } as const;

type Intended = Promise<Result<readonly MessageId[]>>;

/**
 * Intends the messages that an event leads to, once for all its repetitions. What does not hold after all and was told is taken back by
 * a message of its own, on the channels that told it; what was never told and was learnt of so long ago that it is no news any more is told to nobody.
 */
export const hearEvent = (ports: FallBackPorts & TellStaffPorts) => {
  const { ledger, now } = ports;
  const intend = intendMessage(ports);
  const toStaff = tellStaff(ports);
  const followUp = fallBack(ports);

  /** Kept where something was said, so that no earlier word of the occasion is told after this one. */
  const silence = async (occasion: string, number: number, told: string): Intended => {
    await ledger.plan(occasion, { told, number }, []);
    return ok([]);
  };

  const takeBack = async ({ event, number }: BusEvent, by: RecordedBy): Intended => {
    const told = await ledger.lastPlanned(event.id);
    const notice = told.length > 0 ? correctionOf(event, number) : undefined;
    if (!notice) return silence(event.id, number, 'withdrawn');
    const messages = await Promise.all(told.map(({ messageId }) => ledger.message(messageId)));
    // Where one took the place of another, that one told it.
    const isReplaced = (id: MessageId) => told.some(({ intent }) => intent.fallbackOf?.includes(id));
    const telling = told.filter((_, n) => !(messages[n] && isLost(messages[n]) && isReplaced(messages[n].messageId)));
    const channels = everyChannel.filter((channel) => telling.some(({ intent }) => intent.channel === channel));
    const correction = { dossierCode: event.data.dossierCode, occasion: event.id, number, notice, channels };
    return intend(correction, by);
  };

  const tell = async (heard: BusEvent, by: RecordedBy): Intended => {
    const { event } = heard;
    const telling = tellingOf(event, heard.number);
    if (!telling) return ok([]);
    const { occasion = event.id, number = heard.number, notice, ...more } = telling;
    const isNews = notice && (more.expiresAt !== undefined || now() < learntAt(event) + NEWS_MS);
    const wasTold = !isNews && (await ledger.lastPlanned(occasion)).length > 0;
    if (!notice) return wasTold ? silence(occasion, number, 'told otherwise') : ok([]);
    if (!isNews && !wasTold) return ok([]);
    const among = templateFor(notice).channels;
    return intend({ ...more, dossierCode: event.data.dossierCode, occasion, number, notice, among }, by);
  };

  return async (heard: BusEvent, requestId: string): Intended => {
    const by = { recordedBy: 'system', requestId };
    if (concernsStaff(heard.event)) return toStaff(heard, by);
    if (heard.event.type === 'message.failed')
      return heard.withdrawn ? ok([]) : followUp(heard.event.data.messageId, by);
    if (heard.withdrawn) return takeBack(heard, by);
    // First, so that no receipt is on its way while its demand may still be sent.
    if (overtakesDemand(heard.event)) await ledger.plan(demandOver(heard.event.data.paymentId), OVER, []);
    return tell(heard, by);
  };
};
