/** The hero's picture: a billfold with a card and a receipt in it. Decoration only. */
export function Wallet() {
  return (
    <div aria-hidden="true" className="relative mx-auto aspect-[10/9] w-full max-w-md select-none text-sm">
      <div className="absolute top-0 right-[7%] bottom-[20%] w-[44%] border border-line bg-card px-5 pt-5 text-ink">
        <p className="font-semibold">Receipt</p>
        <p className="mt-3 flex justify-between border-line border-t pt-3">
          <span className="text-ink-soft">Pro</span>
          <span className="tabular-nums">$20.00</span>
        </p>
        <p className="mt-3 flex justify-between border-line border-t border-dashed pt-3 font-semibold">
          <span>Paid</span>
          <span className="tabular-nums">$20.00</span>
        </p>
      </div>
      <div className="-rotate-6 absolute top-[20%] left-[6%] aspect-[1.586] w-[58%] overflow-hidden rounded-lg bg-leather-deep p-5 text-on-leather">
        <div className="engraving -top-[70%] -right-[30%] absolute aspect-square w-full opacity-40" />
        <div className="h-6 w-8 rounded-sm bg-on-leather/85" />
        <p className="relative mt-4 font-mono tracking-widest">•••• 4242</p>
      </div>
      <div className="absolute inset-x-0 bottom-0 h-[56%] overflow-hidden rounded-lg bg-leather text-on-leather">
        <div className="engraving -bottom-[62%] -left-[14%] absolute aspect-square w-[72%] opacity-25" />
        <div className="stitched h-full" />
        <div className="absolute top-[37%] right-0 flex h-[26%] w-[22%] items-center rounded-l-full bg-leather-deep pl-[6%]">
          <span className="size-4 rounded-full bg-on-leather" />
        </div>
      </div>
    </div>
  );
}
