/**
 * The web process: one Node server for pages (Next), procedures, uploads and media. Media bytes never pass Next.
 * The supervisor starts it and passes its configuration in the environment.
 */
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import path from 'node:path'
import next from 'next'
import { handleApi } from '#server/api/http.ts'
import { closeDelivery, handleMedia, handleSelfTest } from '#server/delivery/index.ts'
import { closeBoss } from '#server/jobs/boss.ts'
import { startPeopleCare } from '#server/people/index.ts'
import { closeDb, db } from '#server/platform/db.ts'
import { env } from '#server/platform/env.ts'
import { log } from '#server/platform/log.ts'
import { closeBus } from '#server/realtime/bus.ts'
import { handleUpload, startUploadCare } from '#server/uploads/index.ts'
import { bodyProblem } from './http/body-limit.ts'
import { allowedHosts, isAllowedHost } from './http/host-check.ts'
import { refuse } from './http/refuse.ts'
import { setPageHeaders, setSecurityHeaders } from './http/security-headers.ts'
import { runService, type Service } from './service.ts'

/** Answers a request, or says that the address is none of its own. */
type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<boolean>

await runService('web', startWeb)

async function startWeb(): Promise<Service> {
  const { port, host, dev, origin } = env()
  const server = http.createServer()
  const app = next({
    dev,
    dir: path.resolve(import.meta.dirname, '../..'),
    hostname: host,
    port,
    httpServer: server,
  })
  const handlers: readonly Handler[] = [handleSelfTest, handleMedia, handleApi, handleUpload]
  await app.prepare()
  const page = app.getRequestHandler()
  const allowed = allowedHosts(origin, host, process.env.SCRUBLINE_HOSTS)

  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const pathname = (req.url ?? '/').split('?', 1)[0] ?? '/'
    if (pathname === '/healthz') return health(res)
    if (!isAllowedHost(req.headers.host, allowed)) {
      const name = req.headers.host ?? 'no name'
      return refuse(
        req,
        res,
        421,
        `This server does not answer to ${name}: set SCRUBLINE_ORIGIN to the address people use.`,
      )
    }
    setSecurityHeaders(res)
    const problem = bodyProblem(req, pathname)
    if (problem) return refuse(req, res, problem.status, problem.sentence)
    for (const handler of handlers) if (await handler(req, res)) return
    setPageHeaders(req, res, dev)
    await page(req, res)
  }

  server.on('request', (req, res) => {
    answer(req, res).catch((error) => {
      log().error({ err: error, url: req.url }, 'a request failed')
      if (res.headersSent) res.destroy()
      else refuse(req, res, 500, 'Something went wrong here; the log says what.')
    })
  })
  if (dev) server.on('upgrade', app.getUpgradeHandler())
  // Uploads of many gigabytes take hours: a request may last, its headers may not.
  server.requestTimeout = 0
  server.headersTimeout = 30_000
  server.keepAliveTimeout = 65_000
  await new Promise<void>((listening, fail) => {
    server.once('error', fail)
    server.listen(port, host, listening)
  })

  const care = [startUploadCare(), startPeopleCare()]

  return {
    ready: { pid: process.pid },
    async stop() {
      const closed = new Promise<void>((done) => server.close(() => done()))
      server.closeIdleConnections()
      // Streams never end by themselves: they are cut after what is being answered had its time.
      setTimeout(() => server.closeAllConnections(), 1_500).unref()
      await closed
      for (const each of care) each[Symbol.dispose]()
      await app.close()
      closeDelivery()
      await closeBoss()
      await closeBus()
      await closeDb()
    },
  }
}

async function health(res: ServerResponse): Promise<void> {
  const ok = await db().$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  )
  res.writeHead(ok ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  res.end(JSON.stringify({ ok, database: ok }))
}
