/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // What is served is checked again here; `npm run demo` must not stop for a type in a test.
  typescript: { tsconfigPath: 'tsconfig.build.json' },
  // Pages get theirs, with the policy, from proxy.ts, which does not see static files.
  headers: async () => [
    { source: '/:path*', headers: [{ key: 'X-Content-Type-Options', value: 'nosniff' }] },
  ],
  // Native or self-locating modules: bundling them breaks their own file look-ups.
  serverExternalPackages: ['@node-rs/argon2', 'graphile-worker', 'pg', 'pino'],
};

export default config;
