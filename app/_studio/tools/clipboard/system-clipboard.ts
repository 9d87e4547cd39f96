/**
 * The system's clipboard, as a port. In the browser writing goes by the `copy` event, which works without a secure
 * connection too; reading without a `paste` event is only tried, because many browsers ask first or refuse.
 */
export interface SystemClipboard {
  write(text: string): void
  /** Null where the browser does not give it. */
  read(): Promise<string | null>
}

export const browserClipboard: SystemClipboard = {
  write(text) {
    const put = (event: ClipboardEvent) => {
      event.clipboardData?.setData('text/plain', text)
      event.preventDefault()
    }
    document.addEventListener('copy', put, { capture: true })
    const done = document.execCommand('copy')
    document.removeEventListener('copy', put, { capture: true })
    if (!done) void navigator.clipboard?.writeText(text).catch(() => {})
  },
  async read() {
    try {
      return (await navigator.clipboard?.readText()) ?? null
    } catch {
      return null
    }
  },
}
