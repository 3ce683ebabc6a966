// Passkeys: forms marked data-passkey (create, get, login) ask the browser for a credential, then submit it.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const decoded = (list) => (list || []).map((entry) => ({ ...entry, id: bytes(entry.id) }));

function offered() {
  return JSON.parse(document.getElementById("passkey-options").textContent);
}

async function create(form) {
  const asked = offered().creation_options.publicKey;
  const alone = form.elements.passwordless && form.elements.passwordless.checked;
  const options = {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: decoded(asked.excludeCredentials),
    authenticatorSelection: {
      ...asked.authenticatorSelection,
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: Boolean(alone),
      userVerification: alone ? "required" : asked.authenticatorSelection.userVerification,
    },
  };
  const made = await navigator.credentials.create({ publicKey: options });
  return {
    ...common(made),
    response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports ? made.response.getTransports() : [],
    },
  };
}

async function use(asked) {
  const options = { ...asked, challenge: bytes(asked.challenge), allowCredentials: decoded(asked.allowCredentials) };
  const used = await navigator.credentials.get({ publicKey: options });
  return {
    ...common(used),
    response: {
      clientDataJSON: text(used.response.clientDataJSON),
      authenticatorData: text(used.response.authenticatorData),
      signature: text(used.response.signature),
      userHandle: used.response.userHandle ? text(used.response.userHandle) : null,
    },
  };
}

function common(credential) {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function login(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`passkey options: ${answer.status}`);
  return use((await answer.json()).request_options.publicKey);
}

const WAYS = { create, login, get: () => use(offered().request_options.publicKey) };

async function submit(event) {
  event.preventDefault();
  const form = event.target;
  const trouble = form.querySelector("[data-passkey-error]");
  trouble.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify(await WAYS[form.dataset.passkey](form));
    form.submit();
  } catch (error) {
    trouble.hidden = false;
    console.warn(error);
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", submit);
  }
}
