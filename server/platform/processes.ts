/** Small questions about processes and ports that the start needs answered. */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'

export const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** True while a process with this id exists, also one of another account; a zombie counts as gone. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return !(process.platform === 'linux' && statusOf(pid) === 'Z')
}

/** The command's short name, or null when it cannot be found out. */
export function commandOf(pid: number): string | null {
  try {
    if (process.platform === 'linux') return fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
    if (process.platform === 'win32') return null
    return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}

/** When the process began, in a form fit only for comparison; null when it cannot be found out. */
export function startTimeOf(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
    }
    if (process.platform === 'win32') return null
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}

/** Waits until the process is gone; false when it still lives after the given time. */
export async function waitForExit(pid: number, ms: number): Promise<boolean> {
  const until = Date.now() + ms
  while (isAlive(pid)) {
    if (Date.now() > until) return false
    await sleep(25)
  }
  return true
}

/** True when nothing listens there and this process may. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((done) => {
    const server = net.createServer()
    server.once('error', () => done(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(true)))
  })
}

/** A port the system picks; free at this moment. */
export function anyFreePort(host = '127.0.0.1'): Promise<number> {
  return new Promise((done, fail) => {
    const server = net.createServer()
    server.once('error', fail)
    server.listen({ port: 0, host }, () => {
      const { port } = server.address() as net.AddressInfo
      server.close(() => done(port))
    })
  })
}

function statusOf(pid: number): string | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2)[0] ?? null
  } catch {
    return null
  }
}
