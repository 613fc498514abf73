import { expect, test } from 'vitest';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { resultsHouse } from '../../support/results-house.ts';
import { memorySeal } from '../../support/signers.ts';

test('a result whose codes and roles no rule of today takes is signed and issued', async () => {
  const { house, table, ports, ready, sign } = resultsHouse();
  const resultId = await ready(simplePdf());
  const item = table.peek(`RES#${resultId}`, 'FACT#intent')!;
  const role = 'Chủ tịch';
  const plan = { signatures: [{ role, field: 'AgencySeal', rank: 1 }], by: 'law' };
  const codes = { dossierCode: 'H26/2019/7', agencyCode: 'h26 cũ', verificationCode: 'AB-1' };
  await table.put({ ...item, fact: { ...(item.fact as { [key: string]: Json }), ...codes, plan } });
  house.signers[role] = ok(memorySeal());
  expect(await sign(resultId)).toEqual({ ok: true, value: 'issued' });
  expect(await ports.registry.read(resultId)).toMatchObject({ state: 'issued', made: [{ role }] });
});
