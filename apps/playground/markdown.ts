/** A short text with code in backticks, as an element; nothing else of Markdown is read, and nothing as HTML. */
export function markdownNode(text: string): HTMLElement {
  const box = document.createElement('div');
  box.className = 'said';
  for (const paragraph of text.split(/\n{2,}/u)) {
    const element = document.createElement('p');
    for (const [index, part] of paragraph.split('`').entries()) {
      if (index % 2 === 0) element.append(part);
      else element.append(Object.assign(document.createElement('code'), { textContent: part }));
    }
    box.append(element);
  }
  return box;
}
