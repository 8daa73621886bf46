'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Waits between looks, in milliseconds: banks mostly answer at once, some take minutes. */
const WAITS = [800, 1_500, 2_500, 4_000, 6_000, 10_000];
const LAST_WAIT = 20_000;

/** Asks the server again, ever less often, for as long as it is on the page. */
export function KeepLooking() {
  const router = useRouter();
  useEffect(() => {
    let timer = 0;
    let looks = 0;
    const waitAndLook = () => {
      timer = window.setTimeout(() => {
        looks += 1;
        router.refresh();
        waitAndLook();
      }, WAITS[looks] ?? LAST_WAIT);
    };
    waitAndLook();
    return () => window.clearTimeout(timer);
  }, [router]);
  return null;
}
