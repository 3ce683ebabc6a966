// What waits on this device: reports being typed or waiting for the network, and their photographs.
// Encrypted (AES-GCM) with a key that no script can read out, kept beside them; a day at most; one account only.
// docs/offline.md says what this protects, and what not.

export const DAY = 24 * 60 * 60 * 1000;
const STORES = ["meta", "keys", "entries", "photos"];
const text = { seal: new TextEncoder(), open: new TextDecoder() };

let opened;

function database() {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open("palier", 1);
    asked.onupgradeneeded = () => {
      for (const name of STORES) asked.result.createObjectStore(name);
      asked.transaction.objectStore("photos").createIndex("entry", "entry");
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  return opened;
}

// `act` receives the stores and may return one request, whose result is the answer once all is written.
async function within(names, mode, act) {
  const base = await database();
  return new Promise((done, failed) => {
    const transaction = base.transaction(names, mode);
    const asked = act(...names.map((name) => transaction.objectStore(name)));
    transaction.oncomplete = () => done(asked?.result);
    transaction.onerror = transaction.onabort = () => failed(transaction.error);
  });
}

const read = (names, act) => within(names, "readonly", act);
const write = (names, act) => within(names, "readwrite", act);

export const isPossible = () => "indexedDB" in globalThis && globalThis.crypto?.subtle !== undefined;

export const reader = () => read(["meta"], (meta) => meta.get("reader"));

// Who is signed in on this device; what another account left is erased in the same stroke.
export const enter = (mark) =>
  write(STORES, (meta, ...others) => {
    meta.get("reader").onsuccess = ({ target: { result: before } }) => {
      if (before === mark) return;
      for (const store of others) store.clear();
      meta.put(mark, "reader");
    };
  });

export const wipe = () => write(STORES, (...stores) => { for (const store of stores) store.clear(); });

async function key({ orNew = false } = {}) {
  const kept = await read(["keys"], (keys) => keys.get("key"));
  if (kept || !orNew) return kept;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  // Two pages may make one at the same time: the first written is everybody's.
  await write(["keys"], (keys) => {
    keys.get("key").onsuccess = ({ target }) => target.result ?? keys.put(made, "key");
  });
  return read(["keys"], (keys) => keys.get("key"));
}

async function sealed(words, bytes, about) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const head = text.seal.encode(JSON.stringify(words));
  const plain = new Uint8Array(4 + head.length + (bytes?.byteLength ?? 0));
  new DataView(plain.buffer).setUint32(0, head.length);
  plain.set(head, 4);
  if (bytes) plain.set(new Uint8Array(bytes), 4 + head.length);
  const additionalData = text.seal.encode(about);
  return { iv, content: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, await key({ orNew: true }), plain) };
}

async function unsealed({ iv, content }, about, secret) {
  const additionalData = text.seal.encode(about);
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, secret, content);
  const length = new DataView(plain).getUint32(0);
  return { words: JSON.parse(text.open.decode(plain.slice(4, 4 + length))), bytes: plain.slice(4 + length) };
}

// Write an entry, `words` being all that is said of it; the day it may stay counts from its first writing.
// False when the account that typed it is no longer the one of this device: nothing is kept.
export async function keep(id, state, words, mark) {
  const content = await sealed(words, null, id);
  let kept = false;
  await write(["meta", "entries"], (meta, entries) => {
    meta.get("reader").onsuccess = ({ target: { result: now } }) => {
      if (!now || (mark && now !== mark)) return;
      entries.get(id).onsuccess = ({ target: { result: before } }) => {
        const createdAt = before?.createdAt ?? Date.now();
        entries.put({ id, state, createdAt, changedAt: Date.now(), ...content }, id);
        kept = true;
      };
    };
  });
  return kept;
}

// The photographs of an entry, in place of those it had.
export async function keepPhotos(id, files) {
  const made = [];
  for (const file of files) {
    const name = `${id}/${crypto.randomUUID()}`;
    made.push([name, await sealed({ name: file.name, type: file.type }, await file.arrayBuffer(), name)]);
  }
  await write(["entries", "photos"], (rows, photos) => {
    photos.index("entry").openKeyCursor(IDBKeyRange.only(id)).onsuccess = ({ target: { result: cursor } }) => {
      if (cursor) {
        photos.delete(cursor.primaryKey);
        cursor.continue();
        return;
      }
      rows.count(IDBKeyRange.only(id)).onsuccess = ({ target }) => {
        if (target.result) for (const [name, content] of made) photos.put({ entry: id, ...content }, name);
      };
    };
  });
}

export async function photosOf(id) {
  const secret = await key();
  const names = await read(["photos"], (photos) => photos.index("entry").getAllKeys(id));
  const kept = await read(["photos"], (photos) => photos.index("entry").getAll(id));
  const files = kept.map(async (one, rank) => {
    const { words, bytes } = await unsealed(one, names[rank], secret);
    return new File([bytes], words.name, { type: words.type });
  });
  return Promise.all(files);
}

// All that waits, oldest first, each with its words. What cannot be read any more is erased.
export async function entries() {
  await sweep();
  const secret = await key();
  const found = [];
  for (const one of await read(["entries"], (rows) => rows.getAll())) {
    try {
      const { words } = await unsealed(one, one.id, secret);
      found.push({ id: one.id, state: one.state, createdAt: one.createdAt, changedAt: one.changedAt, words });
    } catch {
      await erase(one.id);
    }
  }
  return found.sort((a, b) => a.createdAt - b.createdAt);
}

export const find = async (id) => (await entries()).find((one) => one.id === id);

export async function erase(id) {
  await keepPhotos(id, []);
  await write(["entries", "keys"], (rows, keys) => {
    rows.delete(id);
    // With the last entry goes the key: what the disk may still hold of it can no longer be read.
    rows.count().onsuccess = ({ target }) => { if (!target.result) keys.clear(); };
  });
}

// Erase what is a day old.
export async function sweep() {
  const old = (one) => !(one.createdAt > Date.now() - DAY) || one.createdAt > Date.now() + DAY;
  for (const one of await read(["entries"], (rows) => rows.getAll())) if (old(one)) await erase(one.id);
}
