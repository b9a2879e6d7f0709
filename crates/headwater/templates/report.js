"use strict";
// The filter, and nothing else: without this script the report is whole.
(function () {
  var form = document.getElementById("filter");
  var box = document.getElementById("words");
  var shared = document.getElementById("shared");
  var grave = document.getElementById("grave");
  var hits = document.getElementById("hits");
  var items = Array.prototype.slice.call(document.querySelectorAll("[data-filter]"));
  var groups = Array.prototype.slice.call(document.querySelectorAll("[data-group]"));
  var texts = null;

  function fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\s+/g, " ").toLowerCase();
  }

  function apply() {
    if (!texts) texts = items.map(function (item) { return fold(item.textContent); });
    var words = fold(box.value).split(" ").filter(Boolean);
    var active = words.length > 0 || shared.checked || grave.checked;
    var shown = 0, statements = 0;
    items.forEach(function (item, i) {
      var statement = item.closest("#statements");
      var fits = words.every(function (word) { return texts[i].indexOf(word) >= 0; });
      if (fits && statement && shared.checked) fits = item.hasAttribute("data-shared");
      if (fits && statement && grave.checked) fits = item.hasAttribute("data-grave");
      item.classList.toggle("off", !fits);
      if (fits) shown += 1;
      if (fits && statement) statements += 1;
    });
    groups.forEach(function (group) {
      group.classList.toggle("off", !group.querySelector("[data-filter]:not(.off)"));
    });
    hits.textContent = active ? statements + (statements === 1 ? " statement, " : " statements, ") + shown + " of " + items.length + " entries" : "";
  }

  // A link may lead to what the filter hides or what is folded: show it.
  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest(".off")) {
      box.value = "";
      shared.checked = grave.checked = false;
      apply();
    }
    for (var node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    target.scrollIntoView();
  }

  var waiting = 0;
  box.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  shared.addEventListener("change", apply);
  grave.addEventListener("change", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); apply(); });
  window.addEventListener("hashchange", reveal);
  form.hidden = false;
  if (location.hash) reveal();
})();
