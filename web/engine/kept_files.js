// Files that the visitor wants kept in this browser: in IndexedDB, which no server sees.

const store = 'files';

/** @returns {Promise<IDBDatabase>} */
const opened = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open('deepfool', 1);
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
  const database = await opened();
  try {
    const transaction = database.transaction(store, mode);
    const request = ask(transaction.objectStore(store));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
    return request.result;
  } finally {
    database.close();
  }
}

/** @param {string} name @param {Blob} file */
export const keepFile = (name, file) => withStore('readwrite', (files) => files.put(file, name));

/** @param {string} name */
export const forgetFile = (name) => withStore('readwrite', (files) => files.delete(name));

/** @param {string} name @returns {Promise<Blob | undefined>} */
export const keptFile = (name) => withStore('readonly', (files) => files.get(name));

/** Their names; none where the browser keeps nothing. @returns {Promise<string[]>} */
export const keptNames = async () => {
  try {
    return (await withStore('readonly', (files) => files.getAllKeys())).map(String);
  } catch {
    return [];
  }
};
