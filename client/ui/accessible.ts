import axe from 'axe-core';

/** Mounts an element in both themes and gives what axe finds against WCAG 2.2 AA, as `rule: target` lines. For tests. */
export async function violationsOf(element: HTMLElement): Promise<readonly string[]> {
  const found: string[] = [];
  for (const theme of ['light', 'dark']) {
    document.documentElement.setAttribute('data-theme', theme);
    const { violations } = await axe.run(element, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    });
    found.push(
      ...violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${theme} ${id}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`),
      ),
    );
  }
  document.documentElement.removeAttribute('data-theme');
  return found;
}

/** Puts an element on the page and waits until it and what it holds is drawn. For tests. */
export async function mount<Element extends HTMLElement>(element: Element): Promise<Element> {
  document.body.replaceChildren(element);
  await drawn(element);
  return element;
}

/** Waits until an element and everything inside its shadow has been drawn. */
export async function drawn(element: HTMLElement): Promise<void> {
  if ('updateComplete' in element) await element.updateComplete;
  const inside = element.shadowRoot?.querySelectorAll<HTMLElement>('*') ?? [];
  await Promise.all([...inside].filter((child) => child.localName.includes('-')).map(drawn));
}

/** The text that a reader sees, shadow roots included, with single spaces. */
export function textOf(element: Element | ShadowRoot): string {
  const nodes = element instanceof HTMLSlotElement ? element.assignedNodes({ flatten: true }) : element.childNodes;
  const parts = [...nodes].map((node) => {
    if (node instanceof HTMLStyleElement || node instanceof HTMLOptionElement) return '';
    if (node instanceof Element) return node.hasAttribute('hidden') ? '' : ` ${textOf(node.shadowRoot ?? node)} `;
    return node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : '';
  });
  return parts.join('').replace(/\s+/g, ' ').trim();
}
