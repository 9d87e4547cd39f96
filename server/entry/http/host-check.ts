/**
 * Answers only to names that are known to mean this server. A page of a stranger can point a name of its own at
 * 127.0.0.1 (DNS rebinding) and would then count as the same origin; it cannot make the browser send our name.
 * Bare IP addresses are safe: no name was resolved.
 */
import net from 'node:net'
import os from 'node:os'

export function allowedHosts(origin: string, listenHost: string, more = ''): ReadonlySet<string> {
  return new Set(
    [
      'localhost',
      new URL(origin).hostname,
      listenHost,
      os.hostname(),
      `${os.hostname()}.local`,
      ...more.split(',').map((name) => name.trim()),
    ]
      .filter(Boolean)
      .map((name) => name.toLowerCase()),
  )
}

export function isAllowedHost(header: string | undefined, allowed: ReadonlySet<string>): boolean {
  if (!header) return false
  const name = header.replace(/:\d+$/, '').toLowerCase()
  return allowed.has(name) || name.endsWith('.localhost') || net.isIP(name.replace(/^\[|\]$/g, '')) !== 0
}
