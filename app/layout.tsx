import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { AnnouncePage } from '@/components/ui/announce-page';
import './globals.css';

// Not loaded ahead, as the package's own is: few pages have anything in it, and on a slow line the text would wait for it.
const geistMono = localFont({
  src: '../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  adjustFontFallback: false,
  preload: false,
});

export const metadata: Metadata = {
  title: { default: 'Billfold', template: '%s · Billfold' },
  description: 'Subscriptions and payments that are never made twice and never lost.',
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f5f5f0' },
    { media: '(prefers-color-scheme: dark)', color: '#0e1411' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page waits for its request: a page rendered at build time could not carry the request's nonce on its scripts.
  await connection();
  return (
    <html lang="en" className={`${GeistSans.variable} ${geistMono.variable}`}>
      <body>
        {children}
        <AnnouncePage />
      </body>
    </html>
  );
}
