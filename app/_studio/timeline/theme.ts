/**
 * Colours and faces of the canvas, read from the page's tokens once per theme change: asking the style system in a
 * drawing would cost more than the drawing.
 */
export interface TimelineTheme {
  readonly background: string
  readonly row: string
  readonly rowAlternate: string
  readonly line: string
  readonly lineStrong: string
  readonly text: string
  readonly textDim: string
  readonly accent: string
  readonly selection: string
  readonly danger: string
  readonly warn: string
  readonly fontFamily: string
  readonly monoFamily: string
}

const TOKENS: Record<keyof TimelineTheme, [string, string]> = {
  background: ['--canvas', '#101317'],
  row: ['--surface', '#161a1f'],
  rowAlternate: ['--canvas', '#101317'],
  line: ['--line', '#262c33'],
  lineStrong: ['--line-2', '#3d4650'],
  text: ['--ink', '#e7eaee'],
  textDim: ['--ink-2', '#a6afba'],
  accent: ['--accent', '#6aa5ff'],
  selection: ['--ink', '#e7eaee'],
  danger: ['--danger', '#ff7f79'],
  warn: ['--warn', '#e5b454'],
  fontFamily: ['--font-inter', 'Inter Variable'],
  monoFamily: ['--font-jetbrains', 'JetBrains Mono Variable'],
}

export function readTheme(element: Element): TimelineTheme {
  const style = getComputedStyle(element)
  // A canvas writes every colour of the style sheets ("#fff", "rgb(…)", a name) as #rrggbb.
  const g = new OffscreenCanvas(1, 1).getContext('2d')!
  return Object.fromEntries(
    Object.entries(TOKENS).map(([key, [name, fallback]]) => {
      const value = style.getPropertyValue(name).trim() || fallback
      if (name.startsWith('--font')) return [key, value]
      g.fillStyle = fallback
      g.fillStyle = value
      return [key, g.fillStyle]
    }),
  ) as unknown as TimelineTheme
}

/** Calls `changed` when the page's theme does: by choice on the root element, or by the system. */
export function watchTheme(changed: () => void): Disposable {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['class', 'data-theme', 'style'],
  })
  const asks = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((q) => matchMedia(q))
  for (const media of asks) media.addEventListener('change', changed)
  document.fonts?.addEventListener('loadingdone', changed)
  return {
    [Symbol.dispose]() {
      observer.disconnect()
      for (const media of asks) media.removeEventListener('change', changed)
      document.fonts?.removeEventListener('loadingdone', changed)
    },
  }
}
