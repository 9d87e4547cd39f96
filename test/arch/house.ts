/**
 * Who may import whom, as data. A file belongs to the first zone whose pattern it matches; it may import its own zone,
 * the zones listed, and the packages listed. Anything absent is an error.
 */
export interface Zone {
  readonly name: string
  readonly files: RegExp
  /** Zones it may import. */
  readonly may: readonly string[]
  /** Zones from which it may take types, and nothing that runs. */
  readonly types?: readonly string[]
  /** Packages from npm; `node:` stands for Node's own modules. */
  readonly packages: readonly string[]
  /** Packages of which it may take types alone. */
  readonly typePackages?: readonly string[]
  /** Other folders of the same zone are reached through their index.ts only. */
  readonly byIndex?: boolean
}

const REACT = ['react', 'react-dom', 'next']
const SIGNALS = '@preact/signals-core'

export const HOUSE: readonly Zone[] = [
  // What a recording and its marks are: pure, the same in the browser and on the server.
  { name: 'media/core', files: /^media\/core\//, may: [], packages: ['zod', 'saxes'] },
  {
    name: 'media/ingest',
    files: /^media\/ingest\//,
    may: ['media/core'],
    packages: ['node:', 'zod', 'fluent-ffmpeg', 'mediabunny'],
  },
  // Models on TensorFlow.js: the numbers they take and give, backends, and the processes they run in.
  // Which models and backends there are: no TensorFlow, so the web process may ask.
  {
    name: 'media/models',
    files: /^media\/infer\/(shelf\/|model-error\.ts|backends\/(backend|built-package|probe)\.ts)/,
    may: [],
    packages: ['node:', 'zod'],
  },
  {
    name: 'media/infer',
    files: /^media\/infer\//,
    may: ['media/core', 'media/ingest', 'media/models'],
    packages: [
      ...['node:', 'zod', 'webgpu', '@tensorflow/tfjs-core', '@tensorflow/tfjs-converter'],
      ...['@tensorflow/tfjs-layers', '@tensorflow/tfjs-backend-cpu', '@tensorflow/tfjs-backend-wasm'],
      ...['@tensorflow/tfjs-backend-webgpu', '@tensorflow/tfjs-node-gpu'],
    ],
  },
  {
    name: 'server/platform',
    files: /^server\/platform\//,
    may: ['prisma'],
    packages: ['node:', 'pg', 'pino', '@prisma/adapter-pg'],
  },
  // The bus tells other processes what changed; it knows no noun.
  {
    name: 'server/bus',
    files: /^server\/realtime\/bus\.ts$/,
    may: ['server/platform'],
    packages: ['node:', 'pg'],
  },
  {
    name: 'server/realtime',
    files: /^server\/realtime\//,
    may: ['server/bus', 'server/platform', 'server/noun', 'media/core'],
    packages: ['node:', 'zod'],
  },
  // What others may know of jobs: their names, payloads and the queue. Not what they do.
  {
    name: 'server/queue',
    files: /^server\/jobs\/((boss|context|estimate|index|queue|watch)\.ts|[^/]+\/definition\.ts)$/,
    may: ['server/platform', 'server/bus', 'prisma'],
    packages: ['node:', 'zod', 'pg-boss'],
  },
  // What can be suggested, as plain data and pure functions; types of what pipelines give.
  {
    name: 'server/tasks',
    files: /^server\/jobs\/suggest\/(task\.ts|suggesting\.ts|tasks\/)/,
    may: ['server/noun', 'server/platform', 'media/core', 'media/models', 'prisma'],
    types: ['media/infer'],
    packages: ['node:', 'zod'],
  },
  {
    name: 'server/jobs',
    files: /^server\/jobs\//,
    may: [
      'server/queue',
      'server/tasks',
      'server/noun',
      'server/platform',
      'server/bus',
      'media/core',
      'media/ingest',
      'media/models',
      'media/infer',
      'prisma',
    ],
    packages: ['node:', 'zod', 'sharp'],
  },
  {
    name: 'server/delivery',
    files: /^server\/delivery\//,
    may: ['server/platform', 'server/noun', 'server/queue', 'media/core', 'media/ingest'],
    packages: ['node:', 'zod'],
  },
  {
    name: 'server/api',
    files: /^server\/api\//,
    may: ['server/noun', 'server/queue', 'server/realtime', 'server/bus', 'server/platform', 'media/core'],
    packages: ['node:', 'zod', '@trpc/server', 'superjson', 'better-auth'],
  },
  {
    name: 'server/entry/setup',
    // The first step runs before anything is installed.
    files: /^server\/entry\/(start\.mjs|scrubline\.mjs|setup\/)/,
    may: [],
    packages: ['node:'],
  },
  {
    name: 'server/entry',
    files: /^server\/entry\//,
    may: [
      ...[
        'server/platform',
        'server/bus',
        'server/realtime',
        'server/queue',
        'server/jobs',
        'server/delivery',
      ],
      ...['server/api', 'server/noun', 'media/core', 'media/ingest', 'media/models', 'media/infer', 'prisma'],
      'server/entry/setup',
    ],
    packages: ['node:', 'next', 'pg'],
  },
  // Use-cases by noun.
  {
    name: 'server/noun',
    files: /^server\/[^/]+\//,
    may: [
      'server/platform',
      'server/queue',
      'server/tasks',
      'server/bus',
      'media/core',
      'media/models',
      'prisma',
    ],
    packages: [
      'node:',
      'zod',
      'pg',
      'better-auth',
      '@tus/server',
      '@tus/file-store',
      'tar-stream',
      'pg-copy-streams',
    ],
    byIndex: true,
  },
  { name: 'app/_ui', files: /^app\/_ui\//, may: [], packages: [...REACT, '@base-ui/react', 'lucide-react'] },
  // Every text of the interface in every language; only its server part asks Next for the reader's wish.
  { name: 'app/_text', files: /^app\/_text\//, may: [], packages: REACT },
  {
    name: 'app/_client',
    files: /^app\/_client\//,
    may: ['app/_ui', 'app/_text'],
    types: ['server/api'],
    packages: [...REACT, '@trpc/client', '@tanstack/react-query', 'superjson', 'tus-js-client', 'zod'],
    typePackages: ['@trpc/server'],
  },
  {
    name: 'app/_studio',
    files: /^app\/_studio\//,
    may: ['media/core', 'app/_ui', 'app/_client', 'app/_text'],
    types: ['server/api'],
    packages: [
      ...REACT,
      SIGNALS,
      '@trpc/client',
      'hls.js',
      'mediabunny',
      'lucide-react',
      '@base-ui/react',
      'wavesurfer.js',
      'zod',
    ],
    typePackages: ['@trpc/server'],
  },
  {
    name: 'app pages',
    files: /^app\//,
    may: [
      ...[
        'app/_ui',
        'app/_client',
        'app/_text',
        'app/_studio',
        'media/core',
        'server/noun',
        'server/platform',
      ],
      ...['server/realtime', 'server/queue', 'server/delivery'],
    ],
    types: ['server/api'],
    packages: [...REACT, 'lucide-react', '@base-ui/react', '@tanstack/react-query', 'zod', 'node:'],
    typePackages: ['@trpc/server'],
  },
  {
    name: 'prisma',
    files: /^prisma\//,
    may: [],
    packages: [
      'node:',
      'pg',
      '@prisma/adapter-pg',
      '@prisma/driver-adapter-utils',
      '@prisma/client',
      '@prisma/schema-engine-wasm',
    ],
  },
]

/** Test code and settings at the top may import everything. */
export const FREE = /^(test\/|[^/]+\.(ts|js|mjs)$)/

/** What may lie at the top of the repository. */
export const TOP_LEVEL: readonly string[] = [
  ...['app', 'server', 'media', 'prisma', 'test', 'docs', '.ci', '.github'],
  ...[
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'next.config.js',
    'prisma.config.ts',
    'vitest.config.ts',
  ],
  ...[
    'biome.json',
    'postcss.config.mjs',
    '.npmrc',
    '.gitignore',
    '.gitattributes',
    '.editorconfig',
    '.nvmrc',
  ],
  ...['README.md', 'LICENSE', 'NOTICE', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'],
]
