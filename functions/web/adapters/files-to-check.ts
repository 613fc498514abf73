import { madeId } from '../../../shared/kernel/ids.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { CheckForms } from '../../results/ports.ts';
import { type CheckPorts, openCheck, readCheck } from '../../results/usecases/check-file.ts';
import { checkForm } from '../../results/usecases/check-form.ts';
import type { SentFiles } from '../ports.ts';

const CheckIdFromPath = madeId('chk');

/** Files that are sent to be checked, through the use cases of results; who sent one is brought back to its page, marked as `sent`. */
export const filesToCheck = (
  ports: CheckPorts & { readonly checkForms: CheckForms },
  publicOrigin: string,
): SentFiles => ({
  async open(sourceIp, now) {
    const opened = await openCheck(ports)(sourceIp, now);
    return opened.ok ? ok(opened.value.checkId) : opened;
  },
  async find(text, now) {
    const checkId = CheckIdFromPath.safeParse(text);
    if (!checkId.success) return undefined;
    const read = await readCheck(ports)(checkId.data, now);
    if (!read.ok) return undefined;
    if (read.value) return { state: 'checked', found: read.value };
    const landsAt = `${publicOrigin}/verify/uploads/${checkId.data}?sent=1`;
    const form = await checkForm(ports)(checkId.data, landsAt, now);
    return form ? { state: 'awaited', form } : { state: 'missed' };
  },
});
