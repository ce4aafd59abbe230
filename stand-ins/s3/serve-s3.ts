import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import '../../local/no-calls-home.ts'
import { S3_ACCESS_KEY_ID, S3_BUCKET, S3_SECRET_ACCESS_KEY } from './credentials.ts'

/**
 * `node serve-s3.ts <port> <folder>`: Cloudflare's own S3 in front of a local R2, which checks signatures.
 * Says `ready`, and ends when it is told to, or when whoever started it is gone: its end closes our stdin.
 */
const [port, folder] = process.argv.slice(2)
if (!port || !folder) throw new Error('Usage: serve-s3.ts <port> <folder>')
const server = new Miniflare(
  convertV4MiniflareOptions({
    name: 's3',
    modules: true,
    script: 'export default {}',
    compatibilityDate: '2026-10-13',
    r2Buckets: {
      BUCKET: {
        id: S3_BUCKET,
        s3Credentials: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY },
      },
    },
    resourcePersistencePath: folder,
    host: '127.0.0.1',
    port: Number(port),
  }),
)

const end = () => server.dispose().finally(() => process.exit())
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end)
process.stdin.once('end', end).resume()

await server.ready
console.log('ready')
