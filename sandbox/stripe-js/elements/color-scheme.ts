import type { ResolvedAppearance } from './appearance';

export type ColorScheme = 'light' | 'dark';

/**
 * Says whether the fields are dark. The iframe element and the document in it must agree on their color scheme, or
 * the browser paints an opaque canvas behind the frame and the page's own background does not show through.
 */
export function colorSchemeOf(appearance: ResolvedAppearance): ColorScheme {
  const { colorBackground, colorText } = appearance.variables;
  const background = luminance(colorBackground);
  if (background !== null) return background < 0.45 ? 'dark' : 'light';
  const text = luminance(colorText);
  if (text !== null) return text > 0.55 ? 'dark' : 'light';
  return appearance.theme === 'night' ? 'dark' : 'light';
}

/** Perceived lightness 0–1 of any CSS color, or null when it is mostly transparent. A canvas knows every notation. */
function luminance(color: string | undefined): number | null {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (color === undefined || context === null) return null;
  context.fillStyle = 'transparent';
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  return alpha < 128 ? null : (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}
