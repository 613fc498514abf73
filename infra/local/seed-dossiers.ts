import type { ApiClient } from './api-client.ts';
import type { SampleLink } from './sample-links.ts';

/** Three dossiers of a sample agency: one just received, one that waits for its fee, one that is being worked on. */
export async function seedDossiers(api: ApiClient, backOffice: string, agency: string): Promise<SampleLink[]> {
  const received = localTime(new Date());
  const day = received.slice(2, 10).replaceAll('-', '');
  const links: SampleLink[] = [];

  const register = async (number: number, applicant: Record<string, string>): Promise<string> => {
    const code = `${agency}-${day}-${String(number).padStart(4, '0')}`;
    const dossier = await api.send(backOffice, 'PUT', `/v1/dossiers/${code}`, {
      procedureCode: '2.000635',
      procedureName: 'Cấp bản sao trích lục hộ tịch',
      agencyCode: agency,
      applicant,
      channel: 'online',
      submittedAt: `${received.slice(0, 10)}T00:01:00+07:00`,
      receivedAt: `${received.slice(0, 10)}T00:02:00+07:00`,
      timeLimit: { amount: 3, unit: 'working_days' },
      notify: { sms: true, email: true },
    });
    links.push({ label: `${code}, ${applicant.fullName}`, url: String(dossier.citizenUrl) });
    return code;
  };
  const tell = (code: string, type: string, minute: number) =>
    api.send(backOffice, 'POST', `/v1/dossiers/${code}/events`, {
      eventId: `sample-${type}`,
      type,
      occurredAt: `${received.slice(0, 10)}T00:0${minute}:00+07:00`,
      by: 'Trần Văn Bình',
    });

  await register(1, { fullName: 'Nguyễn Thị Ánh', phone: '0912345678', email: 'anh@example.vn' });

  const withFee = await register(2, { fullName: 'Lê Hoàng Dũng', phone: '0987654321', email: 'dung@example.vn' });
  await tell(withFee, 'accepted', 3);
  await api.send(
    backOffice,
    'POST',
    `/v1/dossiers/${withFee}/payments`,
    { items: [{ code: 'LP01', name: 'Lệ phí cấp bản sao', kind: 'le_phi', amountVnd: 8000 }] },
    { 'Idempotency-Key': 'sample-fee' },
  );

  const inWork = await register(3, { fullName: 'Phạm Quỳnh Hương', phone: '0909123456', email: 'huong@example.vn' });
  await tell(inWork, 'accepted', 3);
  await tell(inWork, 'processing_started', 4);
  return links;
}

/** An instant as clocks in Viet Nam show it, `2026-11-24T11:00:00`. */
function localTime(instant: Date): string {
  return new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 19);
}
