// Files that the visitor wants kept in this browser: in IndexedDB, which no server sees.

const database = 'deepfool';
const storeName = 'files';

/** @returns {Promise<IDBDatabase>} */
const opened = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} ask
 * @returns {Promise<T>}
 */
async function withStore(mode, ask) {
  const kept = await opened();
  try {
    const transaction = kept.transaction(storeName, mode);
    const request = ask(transaction.objectStore(storeName));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
    return request.result;
  } finally {
    kept.close();
  }
}

/** @param {string} name @param {File[]} files */
export const keepFiles = (name, files) => withStore('readwrite', (store) => store.put(files, name));

/** @param {string} name */
export const forgetFile = (name) => withStore('readwrite', (store) => store.delete(name));

/** @param {string} name @returns {Promise<File[] | undefined>} */
export async function keptFiles(name) {
  const kept = await withStore('readonly', (store) => store.get(name));
  // What an older version kept is one file, and not an array of them.
  return kept && [kept].flat();
}

/** Their names; none where the browser keeps nothing. It makes no database. @returns {Promise<string[]>} */
export const keptNames = async () => {
  try {
    const databases = await indexedDB.databases?.();
    if (databases && !databases.some(({ name }) => name === database)) return [];
    return (await withStore('readonly', (store) => store.getAllKeys())).map(String);
  } catch {
    return [];
  }
};
