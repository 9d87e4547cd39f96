/** Takes away what has ended and tells nobody anything any more: sessions, counted tries, links of long ago. */
import { db } from '../platform/db.ts'
import { log } from '../platform/log.ts'

const HOUR = 3_600_000
/** Links are kept a while after their end, so that their bearers learn what became of them. */
const LINK_DAYS = 90

export async function removeEnded(now = Date.now()): Promise<{ sessions: number; links: number }> {
  const sessions = await db().session.deleteMany({ where: { expiresAt: { lt: new Date(now) } } })
  await db().verification.deleteMany({ where: { expiresAt: { lt: new Date(now) } } })
  await db().rateLimit.deleteMany({ where: { lastRequest: { lt: BigInt(now - 24 * HOUR) } } })
  const long = new Date(now - LINK_DAYS * 24 * HOUR)
  const links = await db().invitation.deleteMany({ where: { expiresAt: { lt: long } } })
  return { sessions: sessions.count, links: links.count }
}

/** Once at start and then every hour. Dispose to stop it. */
export function startPeopleCare(): Disposable {
  const look = () =>
    removeEnded().catch((error) => log().error({ err: error }, 'removing ended sessions failed'))
  void look()
  const timer = setInterval(look, HOUR)
  timer.unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
