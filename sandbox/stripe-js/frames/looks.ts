import type { AppearanceRule } from '../elements/appearance';
import type { FontFaceData, FrameLooks } from '../link/protocol';

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [sheet];

/** Dresses the frame: variables on the root element, the page's rules in a stylesheet of their own. */
export function applyLooks(config: FrameLooks): void {
  const { documentElement: html } = document;
  html.lang = config.language;
  html.dataset.theme = config.theme;
  html.dataset.labels = config.labels;
  html.dataset.inputs = config.inputs;
  html.dataset.motion = config.animate ? 'on' : 'off';
  for (const name of [...html.style]) if (name.startsWith('--')) html.style.removeProperty(name);
  html.style.colorScheme = config.scheme;
  for (const [name, value] of Object.entries(config.variables)) html.style.setProperty(`--${name}`, value);
  sheet.replaceSync('');
  for (const rule of config.rules) addRule(rule);
}

/** Properties are set one by one through the object model, so that a value can never be read as more than a value. */
function addRule({ selector, declarations }: AppearanceRule): void {
  const index = sheet.insertRule(`${selector} {}`, sheet.cssRules.length);
  const rule = sheet.cssRules[index];
  if (!(rule instanceof CSSStyleRule)) return;
  for (const [property, value] of Object.entries(declarations)) rule.style.setProperty(property, value);
}

/** Paints what lies behind the frame, where that is one color. */
export function applyBackdrop(color: string | null): void {
  document.documentElement.style.backgroundColor = color ?? 'transparent';
}

export async function addFonts(faces: readonly FontFaceData[]): Promise<void> {
  for (const { family, data, descriptors } of faces) {
    const face = await new FontFace(family, data, descriptors).load();
    document.fonts.add(face);
  }
}
