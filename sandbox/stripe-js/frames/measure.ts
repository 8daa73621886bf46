/** Tells the page how tall the content is, now and whenever that changes. */
export function reportHeight(content: HTMLElement, report: (pixels: number) => void): void {
  let last = 0;
  const observer = new ResizeObserver(() => {
    const pixels = Math.ceil(content.getBoundingClientRect().height);
    if (pixels === last) return;
    last = pixels;
    report(pixels);
  });
  observer.observe(content);
}
