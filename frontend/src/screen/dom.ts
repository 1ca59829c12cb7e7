// The parts of the page by the names that its template gives them.

export const part = (root: ParentNode, selector: string): HTMLElement => {
  const found = root.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
};

/** Write a text where it changed: what did not is not read out again. */
export function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function show(element: HTMLElement, shown: boolean): void {
  if (element.hidden === shown) element.hidden = !shown;
}

export function make<K extends keyof HTMLElementTagNameMap>(
  name: K, text: string, ...classes: string[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.textContent = text;
  made.classList.add(...classes);
  return made;
}

export function picture(from: { still: string; still_dark: string; moving: string; moving_dark: string }, alt: string): HTMLElement {
  const made = document.createElement("picture");
  made.className = "demonstration";
  const sources: [string, string][] = [
    [from.still_dark, "(prefers-color-scheme: dark) and (prefers-reduced-motion: reduce)"],
    [from.still, "(prefers-reduced-motion: reduce)"],
    [from.moving_dark, "(prefers-color-scheme: dark)"],
  ];
  for (const [address, media] of sources) {
    const source = document.createElement("source");
    source.srcset = address;
    source.media = media;
    made.append(source);
  }
  const image = document.createElement("img");
  image.src = from.moving;
  image.alt = alt;
  image.width = 360;
  image.height = 270;
  made.append(image);
  return made;
}
