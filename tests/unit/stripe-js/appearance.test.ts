import { describe, expect, it } from 'vitest';
import { resolveAppearance } from '@/sandbox/stripe-js/elements/appearance';

describe('appearance', () => {
  it('starts from a theme and lets variables win', () => {
    const { theme, variables } = resolveAppearance({
      theme: 'night',
      variables: { colorPrimary: '#ff0000' },
    });
    expect(theme).toBe('night');
    expect(variables).toMatchObject({ colorPrimary: '#ff0000', colorText: '#ffffff', borderRadius: '6px' });
    expect(resolveAppearance(undefined)).toMatchObject({ theme: 'stripe', animate: true, labels: 'above' });
  });

  it('keeps rules for the parts that may be styled', () => {
    const { rules, warnings } = resolveAppearance({
      rules: {
        '.Input': { boxShadow: 'none', paddingTop: '3px', WebkitFontSmoothing: 'antialiased' },
        '.Input--invalid:focus': { borderColor: 'red' },
        '.Input::placeholder, .Label': { color: 'var(--colorText)' },
      },
    });
    expect(warnings).toEqual([]);
    expect(rules).toEqual([
      {
        selector: '.Input',
        declarations: { 'box-shadow': 'none', 'padding-top': '3px', '-webkit-font-smoothing': 'antialiased' },
      },
      { selector: '.Input--invalid:focus', declarations: { 'border-color': 'red' } },
      { selector: '.Input::placeholder, .Label', declarations: { color: 'var(--colorText)' } },
    ]);
  });

  it.each([
    ['body', { color: 'red' }],
    ['.Input[value^="4"]', { color: 'red' }],
    ['.Input {} *', { color: 'red' }],
    ['.Unknown', { color: 'red' }],
  ])('refuses the selector %s', (selector, properties) => {
    const { rules, warnings } = resolveAppearance({ rules: { [selector]: properties } });
    expect(rules).toEqual([]);
    expect(warnings).toHaveLength(1);
  });

  it.each([
    ['backgroundColor', 'url(https://elsewhere.example/leak)'],
    ['color', 'red; background: blue'],
    ['position', 'fixed'],
    ['content', '"x"'],
  ])('refuses %s: %s, which could reach beyond looks', (property, value) => {
    const { rules, warnings } = resolveAppearance({ rules: { '.Input': { [property]: value } } });
    expect(rules).toEqual([{ selector: '.Input', declarations: {} }]);
    expect(warnings).toHaveLength(1);
  });

  it('refuses a variable that could fetch something', () => {
    const { variables, warnings } = resolveAppearance({ variables: { colorText: 'url(//x)' } });
    expect(variables.colorText).toBe('#30313d');
    expect(warnings).toHaveLength(1);
  });
});
