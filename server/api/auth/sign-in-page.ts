import { type Html, html, trusted } from '../../pages/html.ts';

/** What stands on the page for people who are not signed in. */
export interface SignInWords {
  /** Name of the workspace. */
  readonly name: string;
  /** Path below which the server lies; empty: the root. */
  readonly basePath: string;
  /** Where to go on afterwards, as a path below it. */
  readonly to: string;
  /** What went wrong with the last try, as a sentence. */
  readonly problem: string | null;
  /** Whether a token of ours counts; without it a browser comes in only through a proxy that signs people in. */
  readonly takesTokens: boolean;
}

/** The page with the form; it needs no script. */
export function signInPage({ name, basePath, to, problem, takesTokens }: SignInWords): string {
  const body = takesTokens
    ? html`<form method="post" action="${basePath}/sign-in">
          ${
            problem === null
              ? null
              : html`<p class="problem" role="alert" id="problem">
                  <strong>Not signed in.</strong>
                  ${problem}
                </p>`
          }
          <input type="hidden" name="to" value="${to}" />
          <label for="token">Token</label>
          <input
            id="token"
            name="token"
            type="password"
            required
            autofocus
            autocomplete="current-password"
            autocapitalize="none"
            spellcheck="false"
            aria-describedby="${problem === null ? 'about' : 'problem about'}"
            ${problem === null ? null : trusted('aria-invalid="true"')}
          />
          <p class="about" id="about">It begins with <code>trivet_</code>.</p>
          <button>Sign in</button>
        </form>
        <p class="aside">
          No token? Whoever runs this Trivet makes one:
          <code>trivet token create <span>--name you</span> <span>--role analyst</span></code>
        </p>`
    : html`<p class="aside">
        Tokens of its own do not count here. Come in through the address of your company that signs you in first.
      </p>`;
  return page(
    'Sign in',
    basePath,
    html`<p class="place">${name}</p>
      <h1>Sign in</h1>
      ${body}`,
  );
}

/** What somebody sees who is signed in and may not open an address, or asks too often. */
export function refusalPage(
  basePath: string,
  refusal: { readonly title: string; readonly message: string; readonly hint: string | undefined },
): string {
  return page(
    refusal.title,
    basePath,
    html`<h1>${refusal.title}</h1>
      <p>${refusal.message}</p>
      ${refusal.hint === undefined ? null : html`<p class="aside">${refusal.hint}</p>`}
      <p class="row"><a href="${basePath}/">Home</a></p>
      <form method="post" action="${basePath}/sign-out"><button class="quiet">Sign in as somebody else</button></form>`,
  );
}

/**
 * Opens the address again from here. A browser that comes from another site leaves out the cookie of a session; coming from
 * our own page it sends it, and whoever is signed in need not do so again.
 */
export function onwardPage(basePath: string, to: string): string {
  const target = `${basePath}${to}`;
  return page(
    'One moment',
    basePath,
    html`<p><a href="${target}">Go on</a></p>`,
    html`<meta http-equiv="refresh" content="0; url=${target}" />`,
  );
}

function page(title: string, basePath: string, body: Html, head: Html | null = null): string {
  const whole = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      <title>${title} · Trivet</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href="${basePath}/sign-in.css" />
      ${head}
    </head>
    <body>
      <main>
        <p class="brand">${mark} Trivet</p>
        ${body}
      </main>
    </body>
  </html>`;
  return `<!doctype html>\n${whole.text}\n`;
}

const mark = trusted(`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
  <path class="survey" d="M6.2 8.4L3.6 20.6"></path>
  <path class="operational" d="M12 9.2V21.2"></path>
  <path class="financial" d="M17.8 8.4L20.4 20.6"></path>
  <ellipse cx="12" cy="6" rx="9.2" ry="2.9"></ellipse>
</svg>`);
