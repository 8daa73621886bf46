import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { build } from 'esbuild';

export interface ShopPage {
  readonly url: string;
  /** The bodies and addresses of everything that reached the shop's own server. */
  readonly received: string[];
  close(): Promise<void>;
}

/**
 * Serves a page like an application's: its own origin, a strict Content-Security-Policy with a nonce, and nothing
 * but the script of the sandbox. `/react` is the same page driven by the real loader and React components.
 */
export async function serveShop(sandbox: string): Promise<ShopPage> {
  const received: string[] = [];
  const react = await bundleReactShop();
  const font = await readFile('node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2');
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push(`${request.url} ${JSON.stringify(request.headers)} ${Buffer.concat(parts).toString()}`);
      if (url.pathname === '/react.js') {
        response.writeHead(200, { 'content-type': 'text/javascript' }).end(react);
        return;
      }
      if (url.pathname === '/font.woff2') {
        response.writeHead(200, { 'content-type': 'font/woff2' }).end(font);
        return;
      }
      if (url.pathname === '/font.css') {
        const css = '@font-face { font-family: "Sheet Font"; src: url(font.woff2); font-weight: 100 900; }';
        response.writeHead(200, { 'content-type': 'text/css' }).end(css);
        return;
      }
      const nonce = randomBytes(12).toString('base64');
      response.writeHead(200, {
        'content-type': 'text/html',
        'content-security-policy': policy(nonce, sandbox),
      });
      response.end(html(nonce, sandbox, url));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The shop has no port.');
  return {
    url: `http://localhost:${address.port}`,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function policy(nonce: string, sandbox: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `connect-src 'self' ${sandbox}`,
    `frame-src ${sandbox}`,
    'img-src data:',
    "require-trusted-types-for 'script'",
    "base-uri 'none'",
  ].join('; ');
}

function html(nonce: string, sandbox: string, url: URL): string {
  const isDark = url.searchParams.has('dark');
  const script = url.pathname === '/react' ? `<script nonce="${nonce}" src="/react.js"></script>` : '';
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Shop</title>
    <link rel="icon" href="data:,">
    <style nonce="${nonce}">
      :root { color-scheme: ${isDark ? 'dark' : 'light'}; }
      body { margin: 0; padding: 24px; background: ${isDark ? '#0b0d12' : '#fff'}; color: ${isDark ? '#eee' : '#111'}; }
      main { max-width: 460px; margin: 0 auto; }
      div:not(:empty) { margin-bottom: 20px; }
      div div:not(:empty) { margin-bottom: 0; }
    </style>
  </head>
  <body>
    <main>
      <h1>Checkout</h1>
      <div id="express"></div>
      <div id="email"></div>
      <div id="address"></div>
      <div id="card"></div>
      <button id="pay" type="button">Pay</button>
    </main>
    <script nonce="${nonce}" src="${sandbox}/endive/stripe.js"></script>
    ${script}
  </body>
</html>`;
}

/** A checkout in React's development mode, whose StrictMode mounts, unmounts and mounts again. */
async function bundleReactShop(): Promise<string> {
  const source = `
    import { StrictMode, useState } from 'react';
    import { createRoot } from 'react-dom/client';
    import { loadStripe } from '@stripe/stripe-js/pure';
    import { Elements, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
    const address = new URLSearchParams(location.search);
    const stripe = loadStripe(address.get('key'));
    function Form() {
      const stripe = useStripe();
      const elements = useElements();
      const [said, say] = useState('');
      const [isReady, setReady] = useState(false);
      async function pay() {
        const { error } = await elements.submit();
        if (error) return say(error.message);
        const clientSecret = address.get('secret');
        const result = await stripe.confirmPayment({
          elements, clientSecret, redirect: 'if_required', confirmParams: { return_url: location.origin + '/done' },
        });
        say(result.error ? result.error.message : result.paymentIntent.status);
      }
      return <><PaymentElement onReady={() => setReady(true)} /><button onClick={pay}>Buy</button><p role="status">{isReady && !said ? 'ready' : said}</p></>;
    }
    function Shop() {
      const [amount, setAmount] = useState(2000);
      return <><button onClick={() => setAmount(amount + 500)}>More</button>
        <Elements stripe={stripe} options={{ mode: 'payment', amount, currency: 'usd' }}><Form /></Elements></>;
    }
    createRoot(document.getElementById('card')).render(<StrictMode><Shop /></StrictMode>);`;
  const result = await build({
    stdin: { contents: source, loader: 'jsx', resolveDir: process.cwd() },
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'silent',
  });
  const [output] = result.outputFiles;
  if (!output) throw new Error('The React shop made no file.');
  return output.text;
}
