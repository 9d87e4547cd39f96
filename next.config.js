/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  compress: false,
  reactStrictMode: true,
  devIndicators: false,
  // Packages that must stay outside the server bundle: native code, or one instance per process.
  serverExternalPackages: [
    '@prisma/client',
    '@prisma/adapter-pg',
    'pg',
    'pg-boss',
    'better-auth',
    'pino',
    'sharp',
    'fluent-ffmpeg',
    'mediabunny',
  ],
  typescript: { ignoreBuildErrors: true },
}
