'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';

/**
 * Says a page's heading after a form has led to it without a new document. Next.js has an announcer of its own, hidden in
 * globals.css: it is a `role="alert"`, which here is kept for what really went wrong.
 */
export function AnnouncePage() {
  const path = usePathname();
  const shown = useRef(path);
  const [heading, setHeading] = useState('');
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    setHeading(document.querySelector('h1')?.textContent ?? document.title);
  }, [path]);
  return (
    <p role="status" className="sr-only">
      {heading}
    </p>
  );
}
