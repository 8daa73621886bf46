'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Waits between looks, in milliseconds: banks mostly answer at once, some take minutes. */
const WAITS = [800, 1_500, 2_500, 4_000, 6_000, 10_000];
const LAST_WAIT = 10_000;

/**
 * Asks the server again, ever less often, for as long as somebody looks at the page. Not without a connection: Next would
 * then leave this page, which says that nothing is charged twice, for the browser's own error.
 */
export function KeepLooking() {
  const router = useRouter();
  useEffect(() => {
    let timer = 0;
    let looks = 0;
    const look = () => {
      if (!navigator.onLine || document.visibilityState === 'hidden') return;
      window.clearTimeout(timer);
      looks += 1;
      router.refresh();
      wait();
    };
    const wait = () => {
      timer = window.setTimeout(look, WAITS[looks] ?? LAST_WAIT);
    };
    wait();
    // Coming back to the page, or back on line, takes up where it left off.
    document.addEventListener('visibilitychange', look);
    window.addEventListener('online', look);
    return () => {
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('online', look);
    };
  }, [router]);
  return null;
}
