/** A message, with what stands in backticks as code. */
export function Said({ text }: { readonly text: string }) {
  return (
    <span>{text.split('`').map((part, index) => (index % 2 === 0 ? part : <code key={index}>{part}</code>))}</span>
  );
}
