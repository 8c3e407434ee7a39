/** One static page; every screen is drawn in the browser from the api. */
export const ssr = false;
