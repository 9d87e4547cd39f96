/** The built Next app of the benchmark in a process of its own, under the same kind of server. */
import http from 'node:http'
import next from 'next'

const app = next({ dev: false, dir: process.argv[2] })
await app.prepare()
const handle = app.getRequestHandler()
const server = http.createServer((req, res) => handle(req, res))
server.keepAliveTimeout = 65_000
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port))
process.on('message', () => process.send?.(process.cpuUsage()))
process.on('disconnect', () => process.exit(0))
