import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const WIDTHS = [375, 1280];
/** In the other scheme the page is the same but for its colours: only the rules that look at those can answer otherwise. */
const LOOKS = [
  { colorScheme: 'light', rules: null },
  { colorScheme: 'dark', rules: ['color-contrast', 'link-in-text-block'] },
] as const;
type Rules = (typeof LOOKS)[number]['rules'];

/** Colours that are still changing would be measured halfway. */
async function atRest(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.getAnimations().every((animation) => {
      const { effect } = animation;
      const target = effect instanceof KeyframeEffect ? effect.target : null;
      // What is folded away is not drawn, and its transitions wait until it is.
      return !(animation instanceof CSSTransition) || target?.checkVisibility() === false;
    }),
  );
}

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'];

declare global {
  interface Window {
    axe?: { run(options: { runOnly?: readonly string[] }): Promise<{ violations: Violations }> };
  }
}

/** What axe finds by these rules, or by all; most of its time is for getting into the page, where it stays for the next look. */
async function violationsIn(page: Page, rules: Rules): Promise<Violations> {
  // Into frames of other origins it looks in another mode, for which it opens a page of its own each time.
  const framed = page.frames().length > 1;
  const options = rules ? { runOnly: rules } : {};
  const again = framed
    ? null
    : await page.evaluate(async (given) => (await window.axe?.run(given)) ?? null, options);
  if (again) return again.violations;
  const axe = new AxeBuilder({ page }).setLegacyMode(!framed);
  return (await (rules ? axe.withRules([...rules]) : axe).analyze()).violations;
}

/** No violation, light and dark, on a phone and on a desk. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  const found: string[] = [];
  // Next streams the title after the page: axe may be quicker.
  await expect(page).toHaveTitle(/\S/);
  for (const { colorScheme, rules } of LOOKS) {
    for (const width of WIDTHS) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await atRest(page);
      for (const { id, nodes } of await violationsIn(page, rules)) {
        const where = nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`);
        found.push(`${what}, ${colorScheme}, ${width}: ${id} at ${where.join('; ')}`);
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (overflow > 0) found.push(`${what}, ${width}: ${overflow} pixels wider than the screen`);
    }
  }
  expect(found).toEqual([]);
}
