/** A sentence, what stands between backticks shown as code. */
export const Words = ({ text }: { readonly text: string }) =>
  text.split('`').map((part, index) => {
    const key = `${index} ${part}`;
    return index % 2 === 1 ? <code key={key}>{part}</code> : <span key={key}>{part}</span>;
  });
