/** The order of ids after one has moved past the nearest that is in sight; the same when there is none. */
export function moveInOrder(
  ids: readonly string[],
  id: string,
  by: -1 | 1,
  hidden: ReadonlySet<string> = new Set(),
): string[] {
  const from = ids.indexOf(id)
  let to = from + by
  while (to >= 0 && to < ids.length && hidden.has(ids[to]!)) to += by
  if (from < 0 || to < 0 || to >= ids.length) return [...ids]
  const rest = ids.filter((other) => other !== id)
  return rest.toSpliced(to, 0, id)
}
