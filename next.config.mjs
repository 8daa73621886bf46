/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native or self-locating modules: bundling them breaks their own file look-ups.
  serverExternalPackages: ['@node-rs/argon2', 'graphile-worker', 'pg', 'pino'],
};

export default config;
