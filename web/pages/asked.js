// What the page's address asks for. The page writes the state of its figures into the fragment (page_state.js); links
// that others write have it in the query.

const written = location.hash.slice(1);

/** A figure's attributes by name; of a figure other than the first, NAME.ATTRIBUTE. */
export const asked = new URLSearchParams(written.includes('=') ? written : location.search);
