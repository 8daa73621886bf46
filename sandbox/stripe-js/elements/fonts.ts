import type { StripeElementsOptions } from '@stripe/stripe-js';
import type { FontFaceData } from '../link/protocol';

type FontOption = NonNullable<StripeElementsOptions['fonts']>[number];

/**
 * Fetches the page's own fonts for the frame. The bytes travel through the channel, so that the frame's policy need
 * not open itself to the page's addresses. A font that can't be had is named in the console and left out.
 */
export async function loadFonts(fonts: readonly FontOption[]): Promise<FontFaceData[]> {
  const loaded = await Promise.all(
    fonts.map((font) => ('cssSrc' in font ? fromStylesheet(font.cssSrc) : fromOption(font))),
  );
  return loaded.flat();
}

async function fromOption(font: Extract<FontOption, { family: string }>): Promise<FontFaceData[]> {
  const { family, src, ...rest } = font;
  const descriptors = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => typeof value === 'string'),
  );
  return fetchFace(family, src, document.baseURI, descriptors);
}

async function fromStylesheet(cssSrc: string): Promise<FontFaceData[]> {
  const address = new URL(cssSrc, document.baseURI).href;
  const text = await fetchOr(address, (response) => response.text());
  if (text === null) return [];
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const faces = [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule);
  const loaded = await Promise.all(
    faces.map(({ style }) =>
      fetchFace(style.getPropertyValue('font-family'), style.getPropertyValue('src'), address, {
        ...(style.getPropertyValue('font-weight') && { weight: style.getPropertyValue('font-weight') }),
        ...(style.getPropertyValue('font-style') && { style: style.getPropertyValue('font-style') }),
        ...(style.getPropertyValue('unicode-range') && {
          unicodeRange: style.getPropertyValue('unicode-range'),
        }),
      }),
    ),
  );
  return loaded.flat();
}

async function fetchFace(
  family: string,
  src: string,
  base: string,
  descriptors: Record<string, string>,
): Promise<FontFaceData[]> {
  const reference = /url\(\s*["']?([^"')]+)["']?\s*\)/.exec(src)?.[1] ?? src;
  const address = URL.canParse(reference, base) ? new URL(reference, base).href : null;
  const data = address === null ? null : await fetchOr(address, (response) => response.arrayBuffer());
  return data === null ? [] : [{ family: family.replace(/["']/g, ''), data, descriptors }];
}

async function fetchOr<Body>(
  address: string,
  read: (response: Response) => Promise<Body>,
): Promise<Body | null> {
  try {
    const response = await fetch(address, { credentials: 'omit' });
    if (response.ok) return await read(response);
    console.warn(`[Stripe.js] The font at ${address} could not be loaded (${response.status}).`);
  } catch (cause) {
    console.warn(`[Stripe.js] The font at ${address} could not be loaded.`, cause);
  }
  return null;
}
