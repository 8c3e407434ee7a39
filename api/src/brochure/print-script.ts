/** The only script of the page: shows a button that needs it, and prints once the fonts are there. */
export const PRINT_SCRIPT = `const button = document.getElementById('print');
button.hidden = false;
button.addEventListener('click', async () => {
  await document.fonts.ready;
  print();
});
`;
