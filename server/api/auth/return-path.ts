/**
 * Where to go on after signing in: a path of ours as it was asked for, or the front door for anything that could lead to
 * another site or back to signing in and out.
 */
export function returnPath(asked: unknown): string {
  // A browser takes a backslash for a slash, and leaves out tabs and line breaks before it looks.
  if (typeof asked !== 'string' || !/^\/(?![/\\])[^\\\s\p{Cc}]*$/u.test(asked)) return '/';
  const here = 'http://trivet.invalid';
  const { origin, pathname, search, hash } = new URL(asked, here);
  const isElsewhere = origin !== here || pathname.startsWith('//') || /^\/sign-(in|out)\b/.test(pathname);
  return isElsewhere ? '/' : `${pathname}${search}${hash}`;
}
