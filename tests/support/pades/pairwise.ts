/** Every combination of the options. */
export function combinations<T extends Record<string, readonly unknown[]>>(
  options: T,
): { [K in keyof T]: T[K][number] }[] {
  return Object.entries(options).reduce<Record<string, unknown>[]>(
    (rows, [key, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [key]: value }))),
    [{}],
  ) as { [K in keyof T]: T[K][number] }[];
}

/** Few combinations in which every pair of options still occurs: greedy, and the same every time. */
export function pairwise<T extends Record<string, readonly unknown[]>>(options: T): { [K in keyof T]: T[K][number] }[] {
  const all = combinations(options);
  const pairsOf = (row: Record<string, unknown>): string[] => {
    const entries = Object.entries(row);
    return entries.flatMap(([a, x], i) => entries.slice(i + 1).map(([b, y]) => `${a}=${x} ${b}=${y}`));
  };
  const open = new Set(all.flatMap(pairsOf));
  const chosen: typeof all = [];
  while (open.size > 0) {
    const gain = (row: (typeof all)[number]) => pairsOf(row).filter((pair) => open.has(pair)).length;
    const best = all.reduce((a, b) => (gain(b) > gain(a) ? b : a));
    for (const pair of pairsOf(best)) open.delete(pair);
    chosen.push(best);
  }
  return chosen;
}
