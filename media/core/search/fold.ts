/** Text as search compares it: without case, without accents, in one form of Unicode; also non-Latin scripts. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
}

/** Whether a name is the one that was typed. `*` stands for any run of characters. Both folded. */
export function nameMatcher(typed: string): (folded: string) => boolean {
  const wanted = fold(typed.trim())
  if (!wanted.includes('*')) return (folded) => folded === wanted
  const parts = wanted.split('*')
  return (folded) => {
    if (!folded.startsWith(parts[0]!)) return false
    let at = parts[0]!.length
    for (const part of parts.slice(1, -1)) {
      const found = folded.indexOf(part, at)
      if (found < 0) return false
      at = found + part.length
    }
    const last = parts.at(-1)!
    return folded.length - last.length >= at && folded.endsWith(last)
  }
}
