// « Mes signalements »: what this device still holds, above what is filed; a draft is resumed on the filing page.
import { isPossible } from "./vault.js";
import { addresses, root, show } from "./waiting.js";

if (root && isPossible()) {
  show({ resume: (entry) => location.assign(`${addresses.page}#reprendre=${entry.id}`) }).catch(console.warn);
}
