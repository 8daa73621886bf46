/** The hero's picture: a billfold with a card and a receipt in it. Decoration only. */
export function Wallet() {
  return (
    <div aria-hidden="true" className="relative mx-auto aspect-[10/9] w-full max-w-md select-none text-sm">
      <div className="receipt-edge absolute top-0 right-[8%] w-[46%] bg-card px-5 pt-5 pb-44 text-ink shadow-sm">
        <p className="font-semibold">Receipt</p>
        <p className="mt-3 flex justify-between border-line border-t pt-3">
          <span className="text-ink-soft">Pro</span>
          <span className="tabular-nums">$20.00</span>
        </p>
        <p className="mt-1.5 flex justify-between">
          <span className="text-ink-soft">Tax</span>
          <span className="tabular-nums">$0.00</span>
        </p>
        <p className="mt-3 flex justify-between border-line border-t pt-3 font-semibold">
          <span>Paid</span>
          <span className="tabular-nums">$20.00</span>
        </p>
      </div>
      <div className="-rotate-6 absolute top-[17%] left-[7%] aspect-[1.586] w-[62%] overflow-hidden rounded-lg bg-accent-strong p-5 text-on-accent">
        <div className="engraving -top-1/2 -right-1/4 absolute aspect-square w-full opacity-25" />
        <div className="h-7 w-9 rounded-sm bg-on-accent/80" />
        <p className="relative mt-[14%] font-mono tracking-widest">•••• •••• 4242</p>
      </div>
      <div className="stitched absolute inset-x-0 bottom-0 h-[56%] rounded-lg bg-accent">
        <div className="engraving -bottom-1/3 -left-8 absolute aspect-square w-3/5 text-on-accent opacity-12" />
        <div className="absolute top-[38%] right-0 flex h-[26%] w-[24%] items-center rounded-l-full bg-accent-strong pl-[5%]">
          <span className="size-4 rounded-full bg-on-accent/90" />
        </div>
      </div>
    </div>
  );
}
