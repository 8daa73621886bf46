import type { Appearance } from '@stripe/stripe-js';
import { isTheme, THEMES, type Theme } from './themes';

/** One rule of `appearance.rules`, checked: it can only style the parts of the frame that Stripe opens to styling. */
export interface AppearanceRule {
  readonly selector: string;
  readonly declarations: Readonly<Record<string, string>>;
}

export interface ResolvedAppearance {
  readonly theme: Theme;
  readonly variables: Readonly<Record<string, string>>;
  readonly rules: readonly AppearanceRule[];
  readonly labels: 'above' | 'floating';
  readonly inputs: 'spaced' | 'condensed';
  readonly animate: boolean;
  /** What was left out and why, for the developer's console. */
  readonly warnings: readonly string[];
}

const PARTS =
  'Input|Label|Error|TermsText|Block|BlockDivider|BlockAction|Tab|TabIcon|TabLabel|AccordionItem|CheckboxInput|' +
  'CheckboxLabel|Checkbox|Switch|SwitchControl|CodeInput|PickerItem|PickerAction|Dropdown|DropdownItem|Menu|' +
  'MenuIcon|MenuAction|Link|Text|RedirectText|RadioIcon|RadioIconOuter|RadioIconInner|Action|SecondaryLink|' +
  'Button|ButtonIcon|FadeWrapper|GooglePayButton';
const SELECTOR = new RegExp(
  `^\\.(${PARTS})(--[a-z]+)*(:(hover|focus|focus-visible|active|disabled|autofill|-webkit-autofill|not\\(:focus\\)))*` +
    '(::(placeholder|selection))?$',
);
const PROPERTY =
  /^(-webkit-|-moz-)?(background-?color|border|box-?shadow|color|fill|font|letter-?spacing|line-?height|margin|opacity|outline|padding|text-?(decoration|shadow|transform)|transition|backdrop-?filter|-?moz-?osx-?font|webkit)/i;

/** Resolves the `appearance` option into CSS variables and checked rules. */
export function resolveAppearance(appearance: Appearance | undefined): ResolvedAppearance {
  const warnings: string[] = [];
  const theme = isTheme(appearance?.theme) ? appearance.theme : 'stripe';
  if (appearance?.theme !== undefined && appearance.theme !== theme) {
    warnings.push(`appearance.theme "${String(appearance.theme)}" is not one of stripe, night, flat.`);
  }
  return {
    theme,
    variables: { ...THEMES[theme], ...checkedVariables(appearance?.variables, warnings) },
    rules: checkedRules(appearance?.rules, warnings),
    labels: appearance?.labels === 'floating' ? 'floating' : 'above',
    inputs: appearance?.inputs === 'condensed' ? 'condensed' : 'spaced',
    animate: appearance?.disableAnimations !== true,
    warnings,
  };
}

function checkedVariables(given: Appearance['variables'], warnings: string[]): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(given ?? {})) {
    if (value === undefined) continue;
    if (/^[a-zA-Z0-9]+$/.test(name) && isPlainValue(value)) checked[name] = value;
    else warnings.push(`appearance.variables: "${name}" has a value that is not supported.`);
  }
  return checked;
}

function checkedRules(given: Appearance['rules'], warnings: string[]): AppearanceRule[] {
  return Object.entries(given ?? {}).flatMap(([selector, properties]) => {
    const parts = selector.split(',').map((part) => part.trim());
    if (!parts.every((part) => SELECTOR.test(part))) {
      warnings.push(`appearance.rules: "${selector}" is not a supported selector.`);
      return [];
    }
    const declarations: Record<string, string> = {};
    for (const [name, value] of Object.entries(properties)) {
      if (PROPERTY.test(name) && isPlainValue(value)) declarations[kebab(name)] = value;
      else warnings.push(`appearance.rules: "${name}" is not a supported property of "${selector}".`);
    }
    return [{ selector: parts.join(', '), declarations }];
  });
}

/** A value that could fetch something would let a page's styling reach out from the frame that holds the card. */
function isPlainValue(value: unknown): value is string {
  return typeof value === 'string' && !/url\s*\(|image-set|@import|[;{}<]|expression/i.test(value);
}

function kebab(property: string): string {
  const dashed = property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return /^(webkit|moz)-/.test(dashed) ? `-${dashed}` : dashed;
}
