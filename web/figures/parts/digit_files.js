// The files of test digits that the build makes.

const gallery = new URL('../../../build/gallery.json', import.meta.url);
const digits = new URL('../../../build/digits.bin', import.meta.url);

/** @param {URL} url */
async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: status ${response.status}`);
  return response;
}

/**
 * Two digits of each class.
 *
 * @returns {Promise<{ label: number, index: number, pixels: string }[]>} pixels: 784 bytes in base64
 */
export const galleryFile = async () => (await fetched(gallery)).json();

/** @returns {Promise<ArrayBuffer>} 784 bytes a digit */
export const digitsFile = async () => (await fetched(digits)).arrayBuffer();
