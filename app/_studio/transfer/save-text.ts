import { currentText } from '#app/_text/current-text.ts'

/** Gives the person a file to keep. */
export function saveText(name: string, mimeType: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${mimeType};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads the blob after this task; a minute is ample and the memory is small.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

export function sizeText(text: string): string {
  const bytes = new TextEncoder().encode(text).length
  if (bytes < 1000) return currentText().transfer.bytes(bytes)
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
