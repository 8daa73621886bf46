/** The billfold: two leaves, a note showing at the top, and the clasp. */
export function BrandMark({ className = 'size-7' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true" focusable="false">
      <path
        d="M6.5 11 20.2 6.3a2 2 0 0 1 2.6 1.9V11"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      <path
        fillRule="evenodd"
        d="M4 13.5A3.5 3.5 0 0 1 7.5 10H24a4 4 0 0 1 4 4v1h-5.5a3.5 3.5 0 0 0 0 7H28v1a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4z"
        fill="currentColor"
      />
      <circle cx="22.8" cy="18.5" r="1.6" fill="currentColor" />
    </svg>
  );
}

export function Brand() {
  return (
    <span className="inline-flex items-center gap-2 font-semibold tracking-tight">
      <BrandMark className="size-7 text-accent" />
      Billfold
    </span>
  );
}
