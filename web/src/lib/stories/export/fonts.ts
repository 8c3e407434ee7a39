let embedded: Promise<string> | undefined;

/**
 * The application's own faces as style rules that hold their files: a picture of a slide is drawn apart from the page, where no
 * address can be fetched. Made once a page.
 */
export function embeddedFonts(): Promise<string> {
  embedded ??= embed();
  embedded.catch(() => (embedded = undefined));
  return embedded;
}

async function embed(): Promise<string> {
  const faces = [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) => (rule instanceof CSSFontFaceRule ? { rule, base: sheet.href } : [])),
  );
  const rules = await Promise.all(
    faces.map(async ({ rule, base }) => {
      const address = /url\(["']?([^"')]+)["']?\)/.exec(rule.style.getPropertyValue('src'))?.[1];
      if (address === undefined) return '';
      const answer = await fetch(new URL(address, base ?? document.baseURI), { cache: 'force-cache' });
      return answer.ok ? rule.cssText.replace(address, await dataUrl(await answer.blob())) : '';
    }),
  );
  return rules.join('\n');
}

/** The bytes of a blob as an address of their own. */
export function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('the bytes could not be read'));
    reader.readAsDataURL(blob);
  });
}
