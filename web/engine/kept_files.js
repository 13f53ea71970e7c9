// Files that the visitor wants kept in this browser: in IndexedDB, which no server sees.

const database = 'deepfool';
const store = 'files';

/** @returns {Promise<IDBDatabase>} */
const opened = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(files: IDBObjectStore) => IDBRequest<T>} ask
 * @returns {Promise<T>}
 */
async function withStore(mode, ask) {
  const files = await opened();
  try {
    const transaction = files.transaction(store, mode);
    const request = ask(transaction.objectStore(store));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
    return request.result;
  } finally {
    files.close();
  }
}

/** @param {string} name @param {Blob} file */
export const keepFile = (name, file) => withStore('readwrite', (files) => files.put(file, name));

/** @param {string} name */
export const forgetFile = (name) => withStore('readwrite', (files) => files.delete(name));

/** @param {string} name @returns {Promise<Blob | undefined>} */
export const keptFile = (name) => withStore('readonly', (files) => files.get(name));

/** Their names; none where the browser keeps nothing. It makes no database. @returns {Promise<string[]>} */
export const keptNames = async () => {
  try {
    const databases = await indexedDB.databases?.();
    if (databases && !databases.some(({ name }) => name === database)) return [];
    return (await withStore('readonly', (files) => files.getAllKeys())).map(String);
  } catch {
    return [];
  }
};
