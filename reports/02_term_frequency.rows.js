window.tifaRows = {};
