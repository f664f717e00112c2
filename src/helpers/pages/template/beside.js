// What lies beside the page: a page from disk may fetch nothing, so it comes as scripts, packed.
function beside(address, name) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done(window[name]);
    script.onerror = failed;
    document.head.append(script);
  });
}

async function unpacked(packed) {
  const bytes = Uint8Array.fromBase64?.(packed) ?? Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}
