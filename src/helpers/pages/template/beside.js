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

// Where the sentence around a place begins and ends.
const END = /[。！？!?；\n]/;
function sentence(text, start) {
  let from = start, to = start;
  while (from > 0 && !END.test(text[from - 1])) from -= 1;
  while (to < text.length && !END.test(text[to])) to += 1;
  return [from, to + 1];
}
