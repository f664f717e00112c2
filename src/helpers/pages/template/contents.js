document.querySelector(".contents details").open = matchMedia("(min-width: 70rem), print").matches;
