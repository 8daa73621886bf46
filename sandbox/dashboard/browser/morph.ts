/**
 * Makes an element like another with as few changes as there are differences, so that the scroll, the focus and
 * what is open stay. Rows that carry `data-key` are recognized by it; new ones are marked `fresh`. What is marked
 * `data-kept` answers something the reader did, and stays until the next page.
 */
export function morph(old: Element, next: Element): void {
  if (old.hasAttribute('data-kept')) return;
  copyAttributes(old, next);
  const keyed = new Map<string, Element>();
  for (const child of old.children) {
    const key = keyOf(child);
    if (key !== null) keyed.set(key, child);
  }
  let place: ChildNode | null = old.firstChild;
  for (const wanted of [...next.childNodes]) {
    const match = matching(place, wanted, keyed);
    if (!match) {
      old.insertBefore(fresh(wanted, keyed.size > 0), place);
      continue;
    }
    if (match === place) place = place.nextSibling;
    else old.insertBefore(match, place);
    update(match, wanted);
  }
  while (place) {
    const after: ChildNode | null = place.nextSibling;
    place.remove();
    place = after;
  }
}

function keyOf(node: Node): string | null {
  return node instanceof HTMLElement ? (node.dataset.key ?? null) : null;
}

function matching(place: ChildNode | null, wanted: ChildNode, keyed: Map<string, Element>): ChildNode | null {
  const key = keyOf(wanted);
  if (key !== null) return keyed.get(key) ?? null;
  if (!place || place.nodeType !== wanted.nodeType || keyOf(place) !== null) return null;
  return place.nodeName === wanted.nodeName ? place : null;
}

function update(old: ChildNode, next: ChildNode): void {
  if (old instanceof Element && next instanceof Element) morph(old, next);
  else if (old.nodeValue !== next.nodeValue) old.nodeValue = next.nodeValue;
}

function fresh(node: ChildNode, among: boolean): ChildNode {
  if (among && node instanceof HTMLElement && keyOf(node) !== null) node.classList.add('fresh');
  return node;
}

/** Whether a `<details>` is open is the reader's, not the server's. */
function copyAttributes(old: Element, next: Element): void {
  for (const { name } of [...old.attributes]) {
    if (!next.hasAttribute(name) && name !== 'open') old.removeAttribute(name);
  }
  for (const { name, value } of [...next.attributes]) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}
