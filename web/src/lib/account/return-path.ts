/**
 * The page to go to after signing in, as an address asks for it. Only pages of this installation are accepted, because
 * a link could otherwise send people to a foreign page right after they typed their password.
 * @param to value of `?to=`
 * @param home where to go instead: the first page, with `/` at its end; what does not lie below it is another's page
 */
export function returnPath(to: string | null, origin: string, home: string): string {
  // Browsers read `//host` and `/\host` as another host; control characters are dropped on the way.
  // eslint-disable-next-line no-control-regex -- these are meant
  if (to === null || !/^\/(?![/\\])[^\u0000-\u001f]*$/.test(to) || !URL.canParse(to, origin)) return home;
  const url = new URL(to, origin);
  if (url.origin !== origin || !`${url.pathname}/`.startsWith(home)) return home;
  return url.pathname + url.search + url.hash;
}
