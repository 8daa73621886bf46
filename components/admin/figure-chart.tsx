'use client';

import dynamic from 'next/dynamic';
import type { ChartProps } from './drawn-chart';

// Drawn in the browser only: on the server nothing is known of its size, and its styles would be inline, which the content
// security policy forbids in a document.
const DrawnChart = dynamic(() => import('./drawn-chart').then(({ DrawnChart }) => DrawnChart), {
  ssr: false,
});

/** A chart of some figures over time. Its numbers stand in a table beside it. */
export function FigureChart(props: ChartProps & { readonly summary: string }) {
  const { summary, ...chart } = props;
  return (
    <div role="img" aria-label={summary} className="h-64 w-full rounded-lg border border-line bg-card p-4">
      <DrawnChart {...chart} />
    </div>
  );
}
