/** Attachment of a form that opens where its button was: whoever opened it goes on typing. */
export function focusFirst(form: HTMLFormElement): void {
  form.querySelector<HTMLElement>('input, textarea, select')?.focus();
}
