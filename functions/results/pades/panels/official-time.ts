/** `24/11/2026; 09:15:00; +07:00` as Decree 30/2020 orders date, time and zone (TCVN ISO 8601). */
export function officialTime(moment: Date): string {
  const [date = '', time = ''] = new Date(moment.getTime() + 7 * 60 * 60 * 1000).toISOString().slice(0, 19).split('T');
  return `${date.split('-').reverse().join('/')}; ${time}; +07:00`;
}
