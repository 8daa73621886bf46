import type { Route } from './route';

export interface Match {
  route: Route;
  segments: Map<string, string>;
}

/** Finds the route for a path; a literal segment wins over a named one. */
export class Router {
  private readonly byShape = new Map<string, { route: Route; parts: string[] }[]>();

  /** Throws when the same method and path are declared twice. */
  add(routes: readonly Route[]): void {
    for (const route of routes) {
      const parts = route.path.split('/').slice(1);
      const shape = `${route.method} ${parts.length}`;
      const known = this.byShape.get(shape) ?? [];
      if (known.some((other) => other.route.path === route.path)) {
        throw new Error(`${route.method} ${route.path} is declared twice.`);
      }
      known.push({ route, parts });
      known.sort((one, other) => named(one.parts) - named(other.parts));
      this.byShape.set(shape, known);
    }
  }

  match(method: string, path: string): Match | null {
    const parts = path.split('/').slice(1);
    for (const candidate of this.byShape.get(`${method} ${parts.length}`) ?? []) {
      const segments = fit(candidate.parts, parts);
      if (segments) return { route: candidate.route, segments };
    }
    return null;
  }
}

function named(parts: string[]): number {
  return parts.filter((part) => part.startsWith(':')).length;
}

function fit(pattern: string[], parts: string[]): Map<string, string> | null {
  const segments = new Map<string, string>();
  for (const [index, part] of pattern.entries()) {
    const actual = parts[index] ?? '';
    if (part.startsWith(':') && actual !== '') segments.set(part.slice(1), decode(actual));
    else if (part !== actual) return null;
  }
  return segments;
}

/** A malformed escape is no id of ours; as it stands it will simply not be found. */
function decode(text: string): string {
  return /^(?:[^%]|%[0-9A-Fa-f]{2})*$/.test(text) ? safeDecode(text) : text;
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
