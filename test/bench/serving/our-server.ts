/** Our delivery in a process of its own, as in the product: sessions and membership are checked for every request. */
import http from 'node:http'
import { handleMedia } from '#server/delivery/index.ts'

const server = http.createServer((req, res) => {
  handleMedia(req, res).catch(() => res.destroy())
})
server.keepAliveTimeout = 65_000
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port))
process.on('message', () => process.send?.(process.cpuUsage()))
process.on('disconnect', () => process.exit(0))
