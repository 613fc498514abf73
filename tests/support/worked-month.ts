/**
 * November 2026 at two counters, worked by hand: the 24th is off (Culture Day), the 2nd is a Monday. Forty dossiers, each with what becomes
 * of it and why. X is H26.10, Y is H26.11; terms are 3 working days unless told; receipts are at 08:00, acceptances five minutes later.
 */

/** One dossier: its agency and procedure, how it came and when, what happened to it. */
export interface Worked {
  readonly agency: 'X' | 'Y';
  readonly procedure: 'A' | 'B';
  readonly channel: 'online' | 'counter' | 'post';
  /** `MM-DD HH:MM`; the minutes left out: 08:00. */
  readonly came: string;
  readonly hours?: number;
  readonly isNotAccepted?: true;
  /** Events by type and moment; `void` takes the one before it back. */
  readonly then: readonly (readonly [type: string, wall: string])[];
}

const of = (
  [agency, procedure]: string,
  channel: Worked['channel'],
  came: string,
  then: Worked['then'],
  more: Partial<Worked> = {},
): Worked => ({ agency: agency as 'X' | 'Y', procedure: procedure as 'A' | 'B', channel, came, then, ...more });

const finished = (wall: string) => ['finished', wall] as const;

/** The forty, from 1 on. */
export const month: readonly Worked[] = [
  // Finished on a day before the due one.
  of('XA', 'online', '11-02', [finished('11-03 17:00')]), // 1: due the 5th; 16 hours
  of('XA', 'online', '11-02', [finished('11-04 12:00')]), // 2: 20
  of('XA', 'counter', '11-03', [finished('11-05 17:00')]), // 3: due the 6th; 24
  of('XB', 'counter', '11-09', [finished('11-10 12:00')]), // 4: 12
  of('YA', 'online', '11-16', [finished('11-16 17:00')]), // 5: 8
  of('YB', 'post', '11-17', [finished('11-19 12:00')]), // 6: due the 20th; 20
  of('XA', 'online', '10-29', [finished('11-02 12:00')]), // 7: carried over, due 3 November; 20
  // Finished on the due day.
  of('XA', 'online', '11-04', [finished('11-09 17:00')]), // 8: 32
  of('XB', 'counter', '11-05', [finished('11-10 12:00')]), // 9: 28
  of('YA', 'counter', '11-18', [finished('11-23 17:00')]), // 10: 32
  of('XA', 'online', '11-20', [finished('11-26 12:00')]), // 11: the holiday is no day of the three; 28
  of('XB', 'counter', '11-10', [finished('11-10 16:00')], { hours: 8 }), // 12: due 17:00; 7
  of('XA', 'counter', '11-11', [finished('11-16 18:30')]), // 13: after hours, the same date; 32
  // Finished late.
  of('XA', 'counter', '11-12', [finished('11-18 12:00')]), // 14: due the 17th; 36
  of('YB', 'counter', '11-12', [finished('11-12 13:30')], { hours: 4 }), // 15: due 12:00; 4.5
  of('XA', 'counter', '11-02', [['extended', '11-04 10:00'], finished('11-09 12:00')]), // 16: due the 5th, whatever was granted; 44
  of('YA', 'online', '10-26', [finished('11-03 12:00')]), // 17: carried over, due 29 October; 52
  // Paused, and finished.
  of('XA', 'counter', '11-03', [
    ['supplement_requested', '11-04 08:00'],
    ['supplement_received', '11-06 17:00'],
    finished('11-09 17:00'), // 18: the 5th and the 6th stood still, due the 10th: early; 16
  ]),
  of('XA', 'counter', '11-09', [
    ['supplement_requested', '11-10 08:00'],
    ['supplement_received', '11-11 17:00'],
    ['supplement_requested', '11-12 08:00'],
    ['supplement_received', '11-13 17:00'],
    finished('11-16 12:00'), // 19: two supplements, two days: due the 16th, on time; 12
  ]),
  of('YA', 'counter', '11-02', [
    ['paused', '11-03 08:00'],
    ['resumed', '11-04 17:00'],
    finished('11-06 12:00'), // 20: the 4th stood still, due the 6th: on time; 20
  ]),
  // Withdrawn.
  of('XA', 'counter', '11-05', [
    ['withdrawal_requested', '11-06 08:00'],
    ['stopped', '11-09 08:00'], // 21
  ]),
  of('XB', 'counter', '10-30', [['stopped', '11-02 09:00']]), // 22: carried over
  // Refused.
  of('XA', 'online', '11-05', [['refused', '11-05 09:00']], { isNotAccepted: true }), // 23: answered within the hour
  of('YB', 'counter', '11-06', [['refused', '11-06 09:00']], { isNotAccepted: true }), // 24
  of('XA', 'online', '11-02', [['refused', '11-04 09:00']], { isNotAccepted: true }), // 25: answered late
  // In no figure.
  of('XA', 'online', '11-10', [], { isNotAccepted: true }), // 26: nobody has looked at it
  of(
    'XA',
    'counter',
    '11-11',
    [
      ['withdrawal_requested', '11-11 09:00'],
      ['stopped', '11-12 09:00'],
    ],
    {
      isNotAccepted: true, // 27
    },
  ),
  // Finished, and not after all.
  of('XA', 'counter', '11-16', [finished('11-18 12:00'), ['void', '11-19 09:00']]), // 28: due the 19th, open and overdue
  of('XB', 'counter', '11-25', [finished('11-27 12:00'), ['void', '11-27 14:00'], finished('12-02 12:00')]), // 29: due the 30th, then open and in time
  of('YA', 'counter', '11-20', [['void', '11-20 09:00']]), // 30: its acceptance was a mistake: in no figure
  // Open at the end.
  of('XA', 'online', '11-27', []), // 31: due 2 December
  of('XA', 'counter', '11-30', [finished('12-01 12:00')]), // 32: in time
  of('YA', 'counter', '11-10', []), // 33: due the 13th: overdue
  of('YB', 'counter', '10-20', [finished('12-03 12:00')]), // 34: carried over, overdue
  of('XA', 'counter', '11-23', [['supplement_requested', '11-25 08:00']]), // 35: paused
  of('XA', 'counter', '11-18', [
    ['supplement_requested', '11-20 08:00'],
    ['supplement_received', '12-02 08:00'], // 36: paused then
  ]),
  of('YA', 'counter', '11-02', [['supplement_requested', '11-10 08:00']]), // 37: overdue since the 6th, paused all the same
  of('XA', 'online', '11-28 10:00', []), // 38: a Saturday is the Monday after it; due 3 December
  // Of other months.
  of('XA', 'counter', '12-01', []), // 39
  of('XA', 'counter', '10-05', [finished('10-07 12:00')]), // 40
];

/** What November amounts to, by hand. */
export const expected = {
  received: 28, // 1-6, 8-16, 18-21, 28, 29, 31-33, 35-38
  receivedOnline: 7, // 1, 2, 5, 8, 11, 31, 38
  carriedOver: 4, // 7, 17, 22, 34
  finishedEarly: 8, // 1-7, 18
  finishedOnTime: 8, // 8-13, 19, 20
  finishedLate: 4, // 14-17
  withdrawn: 2, // 21, 22
  openInTime: 4, // 29, 31, 32, 38
  openOverdue: 3, // 28, 33, 34
  paused: 3, // 35-37
  refused: 3, // 23-25
  onTimeRate: 0.8, // 16 of 20
  onTimeRateWithOpen: 0.7667, // 16 + 4 + 3 of 30
  meanWorkingHours: 23.18, // 463.5 hours of 20
  p90WorkingHours: 36, // the 18th of 20: 4.5 7 8 12 12 16 16 20 20 20 20 24 28 28 32 32 32 36 44 52
  acknowledgedOnTime: 8, // 1, 2, 5, 8, 11, 23, 31, 38
  acknowledgedLate: 1, // 25
  feesVnd: 180_000, // 100,000 of 1; 150,000 less 50,000 of 2; 20,000 went back of 22, whose money came in October
  paidOnline: 2, // 1, 2
  paidOnlineShare: 0.6667, // of 1, 2, 3; the fee of 8 was cancelled
  onlineShare: 0.25, // 7 of 28
  digitisedShare: 0.05, // 1 of 20; of 4 one paper is not
  synced: null,
  syncedShare: null,
  messagesDelivered: 2, // about 1 and 40
  satisfied: 3, // 1, 2, 40
  rated: 6, // 1, 2, 5, 14, 25, 40; 7 in December
  satisfactionRate: 0.5,
} as const;

/** How some of the forty were rated: by its number, when, with how many stars. */
export const ratings: readonly (readonly [n: number, wall: string, stars: number])[] = [
  [1, '11-04 08:00', 5],
  [2, '11-30 23:59', 4],
  [5, '11-17 20:00', 3],
  [7, '12-01 00:00', 5],
  [14, '11-18 20:00', 2],
  [25, '11-04 10:00', 1], // refused
  [40, '11-01 00:00', 4], // finished in October
];

/** What of it is Y's: 5, 6, 10, 15, 17, 20, 24, 33, 34, 37. */
export const expectedOfY = {
  received: 7,
  carriedOver: 2,
  finishedEarly: 2,
  finishedOnTime: 2,
  finishedLate: 2,
  withdrawn: 0,
  openInTime: 0,
  openOverdue: 2,
  paused: 1,
  refused: 1,
  onTimeRate: 0.6667,
  satisfied: 0,
  rated: 1, // 5
  satisfactionRate: 0,
} as const;
