/**
 * A log read newest first in pages, while new rows come in at the top. Pure. What was seen stays as long as it joins what
 * is fresh without a gap; where it does not, the older rows are asked for again.
 */
export function joined<T>(
  seen: readonly T[],
  fresh: readonly T[],
  numberOf: (row: T) => number,
): readonly T[] {
  const newest = seen[0]
  const last = fresh.at(-1)
  if (newest === undefined || last === undefined) return fresh
  // Numbers have holes, so only a row that both have proves that nothing is missing between them.
  if (numberOf(last) > numberOf(newest)) return fresh
  return [...fresh, ...seen.filter((row) => numberOf(row) < numberOf(last))]
}
