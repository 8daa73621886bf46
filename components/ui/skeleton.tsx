/** A page's outline while its data is read; says so to those who can't see it. */
export function PageSkeleton({ blocks = 3 }: { blocks?: number }) {
  return (
    <div role="status">
      <span className="sr-only">Loading</span>
      <div className="h-10 w-56 animate-pulse rounded-md bg-ink/8" />
      <div className="mt-10 space-y-6">
        {Array.from({ length: blocks }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the blocks are all alike and never move
          <div key={index} className="h-32 animate-pulse rounded-lg bg-ink/6" />
        ))}
      </div>
    </div>
  );
}
