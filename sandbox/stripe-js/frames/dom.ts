type Attributes = Readonly<Record<string, string>>;

/** Builds an HTML element with attributes and children. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const built = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) built.setAttribute(name, value);
  built.append(...children);
  return built;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Builds an SVG element with attributes and children. */
export function svg(tag: string, attributes: Attributes, ...children: (Node | string)[]): SVGElement {
  const built = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) built.setAttribute(name, value);
  built.append(...children);
  return built;
}

/** The node that the page's shell offers to the frame's script. */
export function root(): HTMLElement {
  return document.getElementById('root') ?? document.body;
}
