/** Signing in and out from the browser; the server answers with a cookie that scripts cannot read. */
import { currentText } from '#app/_text/current-text.ts'

async function post(path: string, body: unknown): Promise<void> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (response.ok) return
  const told: unknown = await response.json().catch(() => null)
  const message = told && typeof told === 'object' && 'message' in told ? told.message : null
  throw new Error(typeof message === 'string' ? message : currentText().failures.noReason(response.status))
}

/** @throws with a plain sentence when the pair is wrong or there were too many tries. */
export const signIn = (email: string, password: string): Promise<void> =>
  post('/api/auth/sign-in/email', { email, password })

export const signOut = (): Promise<void> => post('/api/auth/sign-out', {})
