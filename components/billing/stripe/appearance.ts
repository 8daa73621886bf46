'use client';

import type { Appearance } from '@stripe/stripe-js';
import { useMemo, useSyncExternalStore } from 'react';

const DARK = '(prefers-color-scheme: dark)';

function onSchemeChange(changed: () => void): () => void {
  const query = window.matchMedia(DARK);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** Our palette, read from the page's own style sheet: the frame can't see it, and there should be one palette. */
function appearanceOf(scheme: 'light' | 'dark' | null): Appearance {
  if (scheme === null) return {};
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    theme: scheme === 'dark' ? 'night' : 'stripe',
    variables: {
      colorPrimary: color('accent'),
      colorBackground: color('card'),
      colorText: color('ink'),
      colorTextSecondary: color('ink-soft'),
      colorTextPlaceholder: color('ink-soft'),
      colorDanger: color('danger'),
      fontFamily: 'Geist, ui-sans-serif, system-ui, sans-serif',
      fontSizeBase: '16px',
      borderRadius: '10px',
      spacingUnit: '4px',
    },
    rules: {
      '.Label': { fontSize: '15px', fontWeight: '500', color: color('ink') },
      '.Input': { border: `1px solid ${color('control')}`, boxShadow: 'none', padding: '11px 14px' },
      '.Input:focus': { border: `1px solid ${color('accent')}`, boxShadow: `0 0 0 1px ${color('accent')}` },
      '.Input--invalid': { border: `1px solid ${color('danger')}`, boxShadow: 'none' },
    },
  };
}

/** Stripe Elements dressed like the page, in the reader's colour scheme. */
export function useAppearance(): Appearance {
  const scheme = useSyncExternalStore<'light' | 'dark' | null>(
    onSchemeChange,
    () => (window.matchMedia(DARK).matches ? 'dark' : 'light'),
    () => null,
  );
  return useMemo(() => appearanceOf(scheme), [scheme]);
}
