export type Theme = 'stripe' | 'night' | 'flat';

/** The variables that every theme sets; all others are derived from these in the frame's stylesheet. */
export interface ThemeVariables {
  readonly colorPrimary: string;
  readonly colorBackground: string;
  readonly colorText: string;
  readonly colorDanger: string;
  readonly fontFamily: string;
  readonly fontSizeBase: string;
  readonly fontLineHeight: string;
  readonly spacingUnit: string;
  readonly borderRadius: string;
}

const SHARED = {
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif',
  fontSizeBase: '16px',
  fontLineHeight: '1.4',
  spacingUnit: '4px',
  borderRadius: '6px',
} as const;

export const THEMES: Readonly<Record<Theme, ThemeVariables>> = {
  stripe: {
    ...SHARED,
    colorPrimary: '#0570de',
    colorBackground: '#ffffff',
    colorText: '#30313d',
    colorDanger: '#c9184a',
  },
  night: {
    ...SHARED,
    colorPrimary: '#85d996',
    colorBackground: '#30313d',
    colorText: '#ffffff',
    colorDanger: '#ff8fa8',
  },
  flat: {
    ...SHARED,
    colorPrimary: '#0570de',
    colorBackground: '#f3f5f9',
    colorText: '#30313d',
    colorDanger: '#c9184a',
  },
};

export function isTheme(value: unknown): value is Theme {
  return typeof value === 'string' && Object.hasOwn(THEMES, value);
}
