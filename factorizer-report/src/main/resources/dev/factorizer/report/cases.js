"use strict";
/* The table of cases: sorting, filters, verdicts by keys, notes, and the download. Data is text: nothing of it becomes HTML. */
(() => {
  const data = JSON.parse(document.getElementById("case-data").textContent);
  const size = 100;
  const verdicts = {pass: "pass", fail: "fail", unsure: "unsure"};
  const store = "factorizer-report " + data.id;
  const kept = new Map();
  const state = {region: 0, sort: -1, down: false, page: 0, name: "", verdict: "", failure: "", ranges: new Map(), undefinedToo: false};
  const byId = id => document.getElementById(id);
  const body = byId("case-rows");
  let shown = [];
  let paper = false;

  function number(value) {
    return value === null ? NaN : value === "inf" ? Infinity : value === "-inf" ? -Infinity : value;
  }

  function written(value) {
    if (Number.isNaN(value)) {
      return "–";
    }
    if (!Number.isFinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6 || value === 0 ? String(+value.toPrecision(4)) : value.toExponential(2);
  }

  function element(tag, text, className) {
    const made = document.createElement(tag);
    if (text !== undefined) {
      made.textContent = text;
    }
    if (className) {
      made.className = className;
    }
    return made;
  }

  /* What was said of cases stays in this browser, for this evaluation. */
  function remember() {
    try {
      localStorage.setItem(store, JSON.stringify([...kept]));
    } catch {
      byId("case-kept").textContent = "This browser keeps nothing for files: download the table before you close it.";
    }
  }

  function recall() {
    try {
      for (const [index, mark] of JSON.parse(localStorage.getItem(store) || "[]")) {
        if (data.cases[index] && typeof mark === "object" && mark) {
          kept.set(index, {verdict: verdicts[mark.verdict] || "", note: String(mark.note || "")});
        }
      }
    } catch {
      kept.clear();
    }
  }

  function mark(index) {
    return kept.get(index) || {verdict: "", note: ""};
  }

  function setMark(index, change) {
    kept.set(index, {...mark(index), ...change});
    remember();
    for (const row of document.querySelectorAll(`[data-case="${index}"]`)) {
      showMark(row, index);
    }
    count();
  }

  function showMark(row, index) {
    const {verdict, note} = mark(index);
    const badge = row.querySelector(".verdict");
    badge.textContent = verdict;
    badge.className = "verdict badge " + verdict;
    badge.hidden = !verdict;
    const text = row.querySelector(".note-text");
    if (text) {
      text.textContent = note;
    }
    for (const button of row.querySelectorAll("button[data-verdict]")) {
      button.setAttribute("aria-pressed", String(button.dataset.verdict === verdict));
    }
  }

  function count() {
    const sums = {pass: 0, fail: 0, unsure: 0};
    for (const {verdict} of kept.values()) {
      if (verdict) {
        sums[verdict]++;
      }
    }
    byId("case-count").textContent = `${sums.pass} pass, ${sums.fail} fail, ${sums.unsure} unsure of ${data.cases.length}`;
  }

  /* Columns after name, verdict, note and failure. */
  function columns() {
    const own = data.metrics.map((metric, i) => ({title: metric.title, about: metric.about, value: one => number(one.values[state.region][i])}));
    if (data.uncertain) {
      own.push({title: "entropy", about: "mean entropy of the voxels that were found; * where nothing was found: the largest of any voxel", value: one => number(one.entropy),
        sign: one => one.empty ? " *" : ""});
    }
    return own;
  }

  function failure(one) {
    return data.failures[one.failures[state.region]];
  }

  function keep(one, index, all) {
    const {verdict} = mark(index);
    if (state.name && !one.name.toLowerCase().includes(state.name)) {
      return false;
    }
    if (state.verdict && (verdict || "none") !== state.verdict) {
      return false;
    }
    if (state.failure && (state.failure === "any" ? !failure(one) : state.failure === "none" ? failure(one) : failure(one) !== state.failure)) {
      return false;
    }
    return all.every((column, i) => {
      const range = state.ranges.get(i);
      if (!range) {
        return true;
      }
      const value = column.value(one);
      return Number.isNaN(value) ? state.undefinedToo : value >= range[0] && value <= range[1];
    });
  }

  const order = ["pass", "unsure", "fail"];

  function sortValue(index, all) {
    const one = data.cases[index];
    switch (state.sort) {
      case -1: return index;
      case -2: return one.name;
      case -3: return order.indexOf(mark(index).verdict);
      case -4: return failure(one);
      case -5: return mark(index).note;
      default: return all[state.sort].value(one);
    }
  }

  function compare(a, b) {
    if (typeof a === "string") {
      return a.localeCompare(b, "en", {numeric: true});
    }
    return a === b ? 0 : a < b ? -1 : 1;
  }

  function update() {
    const all = columns();
    shown = data.cases.map((one, index) => index).filter(index => keep(data.cases[index], index, all));
    const keys = new Map(shown.map(index => [index, sortValue(index, all)]));
    const missing = index => Number.isNaN(keys.get(index));
    /* What is not a number stands last, whichever way the rest is sorted. */
    shown.sort((a, b) => missing(a) - missing(b) || (state.down ? -1 : 1) * compare(keys.get(a), keys.get(b)) || a - b);
    state.page = Math.min(state.page, Math.max(0, Math.ceil(shown.length / size) - 1));
    rows(all, paper ? shown : shown.slice(state.page * size, (state.page + 1) * size));
    heads();
  }

  /* Cases that a range leaves out only because they have no value. */
  function without(all) {
    return state.ranges.size === 0 || state.undefinedToo ? 0
      : data.cases.filter(one => all.some((column, i) => state.ranges.has(i) && Number.isNaN(column.value(one)))).length;
  }

  function rows(all, indices) {
    const made = document.createDocumentFragment();
    for (const index of indices) {
      made.append(row(all, index));
    }
    body.replaceChildren(made);
    if (body.firstElementChild) {
      body.firstElementChild.tabIndex = 0;
    }
    const first = paper ? 0 : state.page * size;
    const last = first + indices.length;
    byId("case-shown").textContent = shown.length === 0 ? "No case matches."
      : `${first + 1} to ${last} of ${shown.length}` + (shown.length < data.cases.length ? `, ${data.cases.length - shown.length} filtered out` : "")
      + (without(all) > 0 ? `; ${without(all)} have no value where a range is asked for` : "");
    byId("case-before").disabled = state.page === 0;
    byId("case-after").disabled = last >= shown.length;
    byId("case-download").textContent = shown.length < data.cases.length ? `Download CSV (filtered: ${shown.length} of ${data.cases.length})`
      : `Download CSV (${shown.length})`;
  }

  function row(all, index) {
    const one = data.cases[index];
    const line = element("tr");
    line.tabIndex = -1;
    line.dataset.case = index;
    const name = element("td", undefined, "name");
    if (one.card) {
      const link = element("a", one.name);
      link.href = "#" + one.card;
      name.append(link);
    } else {
      name.textContent = one.name;
    }
    const verdict = element("td");
    verdict.append(element("span", "", "verdict badge"));
    const failed = element("td");
    if (failure(one)) {
      failed.append(element("span", failure(one), "badge bad"));
    }
    const note = element("td", undefined, "note");
    note.append(element("span", "", "note-text"));
    line.append(name, verdict, failed);
    for (const column of all) {
      line.append(element("td", written(column.value(one)) + (column.sign ? column.sign(one) : ""), "number"));
    }
    line.append(note);
    showMark(line, index);
    return line;
  }

  function head(title, about, sort, numeric) {
    const cell = element("th", undefined, numeric ? "number" : "");
    cell.scope = "col";
    cell.dataset.sort = sort;
    const button = element("button", title);
    button.type = "button";
    button.title = about;
    button.addEventListener("click", () => {
      state.down = state.sort === sort ? !state.down : false;
      state.sort = sort;
      state.page = 0;
      update();
    });
    cell.append(button);
    return cell;
  }

  function heads() {
    for (const cell of byId("case-heads").children) {
      const here = Number(cell.dataset.sort) === state.sort;
      cell.setAttribute("aria-sort", here ? state.down ? "descending" : "ascending" : "none");
      const button = cell.firstElementChild;
      button.textContent = button.textContent.replace(/ [▲▼]$/, "") + (here ? state.down ? " ▼" : " ▲" : "");
    }
  }

  function input(label, className, changed) {
    const made = element("input", undefined, className);
    made.setAttribute("aria-label", label);
    made.placeholder = label.replace(/^.* (?=\S+$)/, "");
    made.addEventListener("input", () => {
      changed(made.value, made);
      state.page = 0;
      update();
    });
    return made;
  }

  function choice(label, values, changed) {
    const made = element("select");
    made.setAttribute("aria-label", label);
    for (const value of ["", ...values]) {
      const option = element("option", value || "all");
      option.value = value;
      made.append(option);
    }
    made.addEventListener("change", () => {
      changed(made.value);
      state.page = 0;
      update();
    });
    return made;
  }

  function range(title, index) {
    const ends = [-Infinity, Infinity];
    const change = end => (text, field) => {
      const value = text.trim() === "" ? NaN : Number(text.replace(",", "."));
      field.setAttribute("aria-invalid", String(text.trim() !== "" && Number.isNaN(value)));
      ends[end] = Number.isNaN(value) ? end === 0 ? -Infinity : Infinity : value;
      if (ends[0] === -Infinity && ends[1] === Infinity) {
        state.ranges.delete(index);
      } else {
        state.ranges.set(index, ends);
      }
    };
    const cell = element("th", undefined, "number");
    cell.append(input(title + " min", "", change(0)), " ", input(title + " max", "", change(1)));
    return cell;
  }

  function build() {
    const all = columns();
    state.ranges.clear();
    state.undefinedToo = byId("case-undefined").checked = false;
    byId("case-heads").replaceChildren(head("case", "name of the case", -2), head("verdict", "what you say of it", -3),
      head("failure", "what the numbers say of it", -4), ...all.map((column, i) => head(column.title, column.about, i, true)),
      head("note", "what you wrote", -5));
    const name = element("th");
    name.append(input("name contains", "wide", text => { state.name = text.toLowerCase(); }));
    const verdict = element("th");
    verdict.append(choice("verdict", ["pass", "fail", "unsure", "none"], value => { state.verdict = value; }));
    const failed = element("th");
    failed.append(choice("failure", ["any", "none", ...data.failures.filter(text => text)], value => { state.failure = value; }));
    Object.assign(state, {name: "", verdict: "", failure: ""});
    byId("case-filters").replaceChildren(name, verdict, failed, ...all.map((column, i) => range(column.title, i)), element("th"));
  }

  function csv() {
    const cell = text => {
      /* A spreadsheet would run a text that begins like a formula. */
      const safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
      return /[",\n\r]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
    };
    const plain = value => Number.isNaN(value) ? "" : Number.isFinite(value) ? String(value) : value > 0 ? "inf" : "-inf";
    const lines = [["case", "region", "verdict", "note", "failure", ...data.metrics.map(metric => metric.title),
      ...data.uncertain ? ["entropy"] : []].map(cell).join(",")];
    for (const index of shown) {
      const one = data.cases[index];
      const {verdict, note} = mark(index);
      data.regions.forEach((region, i) => lines.push([one.name, region, verdict, note, data.failures[one.failures[i]]].map(cell)
        .concat(one.values[i].map(value => plain(number(value))), data.uncertain ? [plain(number(one.entropy))] : []).join(",")));
    }
    return lines.join("\r\n") + "\r\n";
  }

  function download() {
    const link = element("a");
    link.href = URL.createObjectURL(new Blob([csv()], {type: "text/csv;charset=utf-8"}));
    link.download = "cases.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  /* Rows of cells, quoted as the download quotes them. */
  function cells(text) {
    const lines = [[""]];
    let quoted = false;
    for (let i = 0; i < text.length; i++) {
      const line = lines.at(-1);
      const at = text[i];
      if (quoted && at === '"' && text[i + 1] === '"') {
        line[line.length - 1] += '"';
        i++;
      } else if (at === '"') {
        quoted = !quoted;
      } else if (!quoted && at === ",") {
        line.push("");
      } else if (!quoted && at === "\n") {
        lines.push([""]);
      } else if (quoted || at !== "\r") {
        line[line.length - 1] += at;
      }
    }
    return lines.filter(line => line.length > 1);
  }

  /* Takes the marks of a table that was downloaded, here or by someone else; those of other cases stay. */
  async function load(file) {
    const [head = [], ...lines] = cells((await file.text()).replace(/^\ufeff/, ""));
    const [name, verdict, note] = ["case", "verdict", "note"].map(title => head.indexOf(title));
    const said = byId("case-loaded");
    if (name < 0 || verdict < 0 || note < 0) {
      said.textContent = "This is no table of cases: it has no columns case, verdict and note.";
      return;
    }
    const plain = text => (text ?? "").replace(/^'(?=[=+\-@\t\r])/, "");
    const places = new Map(data.cases.map((one, index) => [one.name, index]));
    const loaded = new Set();
    const unknown = new Set();
    for (const line of lines) {
      const index = places.get(plain(line[name])) ?? places.get(line[name]);
      if (index === undefined) {
        unknown.add(line[name]);
      } else if (!loaded.has(index) && (line[verdict] || line[note])) {
        loaded.add(index);
        kept.set(index, {verdict: verdicts[line[verdict]] || "", note: plain(line[note]).slice(0, 500)});
      }
    }
    remember();
    update();
    count();
    showCards();
    said.textContent = `Loaded the marks of ${loaded.size} cases` + (unknown.size > 0 ? `; ${unknown.size} are not in this report, such as ${[...unknown][0]}.` : ".");
  }

  function showCards() {
    for (const card of document.querySelectorAll(".card[data-case]")) {
      showMark(card, Number(card.dataset.case));
    }
  }

  function editNote(row, index) {
    const text = row.querySelector(".note-text");
    if (!text || row.querySelector(".note-edit")) {
      return;
    }
    const edit = element("input", undefined, "note-edit");
    edit.value = mark(index).note;
    edit.maxLength = 500;
    edit.setAttribute("aria-label", "note on " + data.cases[index].name);
    let open = true;
    const end = save => {
      /* Taking the field away is a loss of focus, too. */
      if (open) {
        open = false;
        edit.remove();
        text.hidden = false;
        if (save) {
          setMark(index, {note: edit.value.trim()});
        }
      }
    };
    edit.addEventListener("keydown", event => {
      event.stopPropagation();
      if (event.key === "Enter" || event.key === "Escape") {
        event.preventDefault();
        end(event.key === "Enter");
        row.focus();
      }
    });
    edit.addEventListener("blur", () => end(true));
    text.hidden = true;
    text.after(edit);
    edit.focus();
  }

  function move(row, key) {
    const rows = [...body.children];
    const at = rows.indexOf(row);
    const to = key === "ArrowDown" ? at + 1 : key === "ArrowUp" ? at - 1 : key === "Home" ? 0 : rows.length - 1;
    const next = rows[Math.max(0, Math.min(rows.length - 1, to))];
    row.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  const marks = {p: "pass", f: "fail", "?": "unsure", u: "unsure"};

  document.addEventListener("keydown", event => {
    const row = event.target.closest("[data-case]");
    if (!row || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) {
      return;
    }
    const index = Number(row.dataset.case);
    const verdict = marks[event.key.toLowerCase()];
    if (verdict) {
      setMark(index, {verdict: mark(index).verdict === verdict ? "" : verdict});
    } else if (event.key === "n") {
      editNote(row, index);
    } else if (row.matches("tr") && event.key === "Enter" && data.cases[index].card && event.target === row) {
      const card = byId(data.cases[index].card);
      card.scrollIntoView();
      card.focus();
    } else if (row.matches("tr") && ["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) {
      move(row, event.key);
    } else {
      return;
    }
    event.preventDefault();
  });

  document.addEventListener("click", event => {
    const button = event.target.closest("button[data-verdict]");
    if (button) {
      const index = Number(button.closest("[data-case]").dataset.case);
      setMark(index, {verdict: mark(index).verdict === button.dataset.verdict ? "" : button.dataset.verdict});
    }
    const row = event.target.closest("[data-case]");
    if (row && event.target.closest("td.note, button[data-note]")) {
      editNote(row, Number(row.dataset.case));
    }
  });

  const regions = byId("case-region");
  data.regions.forEach((region, i) => {
    const option = element("option", region);
    option.value = i;
    regions.append(option);
  });
  regions.addEventListener("change", () => {
    state.region = Number(regions.value);
    update();
  });
  byId("case-before").addEventListener("click", () => { state.page--; update(); });
  byId("case-after").addEventListener("click", () => { state.page++; update(); });
  byId("case-download").addEventListener("click", download);
  byId("case-load").addEventListener("click", () => byId("case-file").click());
  byId("case-file").addEventListener("change", event => {
    const [file] = event.target.files;
    if (file) {
      load(file);
    }
    event.target.value = "";
  });
  byId("case-undefined").addEventListener("change", event => {
    state.undefinedToo = event.target.checked;
    state.page = 0;
    update();
  });
  /* Paper has no pages to turn and no details to open. */
  const opened = [];
  addEventListener("beforeprint", () => {
    paper = true;
    update();
    for (const details of document.querySelectorAll("main details:not([open])")) {
      details.open = true;
      opened.push(details);
    }
  });
  addEventListener("afterprint", () => {
    paper = false;
    update();
    opened.splice(0).forEach(details => { details.open = false; });
  });
  byId("case-clear").addEventListener("click", () => {
    state.page = 0;
    build();
    update();
  });
  const outlines = byId("outlines");
  if (outlines) {
    outlines.addEventListener("change", () => document.body.classList.toggle("without-outlines", !outlines.checked));
  }
  recall();
  build();
  update();
  count();
  showCards();
  document.documentElement.dataset.cases = "ready";
})();
