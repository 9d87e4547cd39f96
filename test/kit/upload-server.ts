/** A web process with nothing but uploads, for tests that kill it. Prints its port. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { handleUpload, startUploadCare } from '#server/uploads/index.ts'

const server = http.createServer(async (req, res) => {
  if (!(await handleUpload(req, res))) res.writeHead(404).end()
})
startUploadCare()
server.listen(Number(process.env.TEST_PORT ?? 0), '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
})
