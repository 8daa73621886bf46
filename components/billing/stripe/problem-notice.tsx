'use client';

import { useEffect, useRef } from 'react';
import { TextLink } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import type { Problem } from './pressed';

/** What went wrong: read out, focused and brought into view each time it changes. */
export function ProblemNotice({ problem }: { problem: Problem }) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    notice.current?.focus({ preventScroll: true });
    notice.current?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <Notice tone="danger" alert ref={notice}>
      {problem.text}
      {problem.help && (
        <>
          {' '}
          <TextLink href={problem.help.address}>{problem.help.label}</TextLink>
        </>
      )}
    </Notice>
  );
}
