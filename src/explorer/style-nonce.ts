/** The nonce of this answer. Browsers hide the attribute once they have read it, and leave the property to scripts. */
const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';

/**
 * The editor and the menus put style elements into the page while it runs. Each gets the nonce without which the
 * Content-Security-Policy would not let it count. To be imported before all that makes any.
 */
document.createElement = new Proxy(document.createElement, {
  apply: (create, target, parameters) => {
    const element: unknown = Reflect.apply(create, target, parameters);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  },
});
