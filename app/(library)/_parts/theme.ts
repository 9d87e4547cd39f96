/** The chosen looks: a cookie, so that the server already writes the page in them. */
export type Theme = 'system' | 'light' | 'dark'

export const themeOf = (cookie: string | undefined): Theme =>
  cookie === 'light' || cookie === 'dark' ? cookie : 'system'

const YEAR = 365 * 86_400

/** Takes effect at once and for every later page of this browser. */
export function chooseTheme(theme: Theme): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `theme=${theme}; Path=/; SameSite=Lax; Max-Age=${theme === 'system' ? 0 : YEAR}`
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

export const THEMES: readonly Theme[] = ['system', 'light', 'dark']
