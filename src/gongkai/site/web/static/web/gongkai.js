// What pages do beyond HTML. Nothing on the public side needs it.
"use strict";

(() => {
  const me = document.currentScript;
  const root = document.documentElement;

  // Drawers: <button data-drawer="name">.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-drawer]");
    const drawer = button && document.getElementById(button.dataset.drawer);
    if (!drawer) return;
    drawer.addEventListener("hidden.bs.offcanvas", () => button.focus(), { once: true });
    bootstrap.Offcanvas.getOrCreateInstance(drawer).show(button);
  });

  // Menus close on a click elsewhere and on Escape, which gives the focus back.
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.gk-menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.gk-menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // A question before what cannot be undone: <form data-confirm="What will happen." data-confirm-label="撤销">.
  const english = root.lang === "en";
  const words = { cancel: english ? "Cancel" : "取消", go: english ? "Confirm" : "确认", table: english ? "Table" : "表格" };

  function element(tag, text, className = "") {
    const made = document.createElement(tag);
    made.textContent = text;
    made.className = className;
    return made;
  }

  function ask(form, submitter) {
    const dialog = element("dialog", "", "gk-dialog");
    const title = element("h2", form.dataset.confirmTitle || words.go);
    const text = element("p", form.dataset.confirm);
    const go = element("button", form.dataset.confirmLabel || words.go, "btn btn-danger");
    const cancel = element("button", words.cancel, "btn btn-secondary");
    const actions = element("div", "", "gk-actions");
    title.id = "gk-dialog-title";
    text.id = "gk-dialog-text";
    dialog.setAttribute("aria-labelledby", title.id);
    dialog.setAttribute("aria-describedby", text.id);
    go.addEventListener("click", () => {
      form.dataset.confirmed = "1";
      dialog.close();
      form.requestSubmit(submitter);
    });
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    actions.append(cancel, go);
    dialog.append(title, text, actions);
    document.body.append(dialog);
    dialog.showModal();
    cancel.focus();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.confirm || form.dataset.confirmed) return;
    event.preventDefault();
    ask(form, event.submitter);
  });

  // A form is sent once, however often one clicks; coming back by the browser's button makes it live again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      delete form.dataset.confirmed;
    }
  });

  // A link to what is folded away unfolds it.
  function unfold(hash) {
    const target = hash.length > 1 && document.getElementById(hash.slice(1));
    const folded = target && target.closest("details:not([open])");
    if (!folded) return;
    folded.open = true;
    target.scrollIntoView();
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) unfold(link.hash);
  });
  window.addEventListener("hashchange", () => unfold(location.hash));

  // Selects that act at once: <select data-submit>.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  });

  // <button data-print>.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  // htmx sends the token that forms carry.
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token[1];
  });

  // Tables wider than the screen scroll by keyboard too.
  function reachable(part) {
    for (const box of part.querySelectorAll(".table-responsive")) {
      if (box.scrollWidth <= box.clientWidth || box.hasAttribute("tabindex")) continue;
      const caption = box.querySelector("caption");
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", caption ? caption.textContent.trim() : words.table);
    }
  }

  // Charts: the options stand in a JSON script, the colours in the stylesheet.
  function colours() {
    const style = getComputedStyle(root);
    return (name) => style.getPropertyValue(`--gk-${name}`).trim();
  }

  function themed(options) {
    const colour = colours();
    const axis = { axisLabel: { color: colour("muted") }, axisLine: { lineStyle: { color: colour("edge") } } };
    const axes = (given) => {
      const split = { splitLine: { lineStyle: { color: colour("line") } } };
      return given && [].concat(given).map((one) => ({ ...axis, ...(one.type === "value" ? split : {}), ...one }));
    };
    const labelled = (one) => (one.label ? { ...one, label: { color: colour("ink"), ...one.label } } : one);
    return {
      color: [1, 2, 3, 4, 5].map((at) => colour(`series-${at}`)),
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("ink") },
      animation: false,
      // Drawn on the canvas: the page allows no inline styles.
      tooltip: { trigger: "axis", renderMode: "richText" },
      ...options,
      ...(options.legend ? { legend: { top: 0, textStyle: { color: colour("ink") }, ...options.legend } } : {}),
      ...(options.xAxis ? { xAxis: axes(options.xAxis) } : {}),
      ...(options.yAxis ? { yAxis: axes(options.yAxis) } : {}),
      ...(options.series ? { series: [].concat(options.series).map(labelled) } : {}),
    };
  }

  // On paper nobody can open the tables.
  window.addEventListener("beforeprint", () => {
    for (const table of document.querySelectorAll(".gk-chart details")) table.open = true;
  });

  function draw(canvas) {
    const options = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
    canvas.hidden = false;
    const chart = echarts.init(canvas);
    chart.setOption(themed(options));
    new ResizeObserver(() => chart.resize()).observe(canvas);
    const table = canvas.parentElement.querySelector("details");
    if (table) table.open = false;
  }

  function charts(part) {
    const canvases = [...part.querySelectorAll("[data-chart][hidden]")];
    if (!canvases.length) return;
    if (window.echarts) {
      canvases.forEach(draw);
      return;
    }
    const script = document.createElement("script");
    script.src = me.dataset.charts;
    script.addEventListener("load", () => canvases.forEach(draw));
    document.head.append(script);
  }

  // How long a text is while one writes: <form data-lengths="id"> with {"tokens": {"a.b": 2}, "whole": 1000, "section": null}
  // in a JSON script. A token {a.b} is as long as what is filled in for it; white space is not counted.
  function length(text, tokens) {
    const filled = text.replace(/\{([a-z0-9_.:]+)\}/g, (token, name) => (name in tokens ? "0".repeat(tokens[name]) : token));
    return [...filled.replace(/\s/gu, "")].length;
  }

  function told(count, most) {
    const unit = english ? " characters" : " 字";
    if (!most || count <= most) return `${count}${unit}${most ? (english ? ` of ${most}` : `，限 ${most} 字`) : ""}`;
    return english ? `${count} characters, ${count - most} too many` : `${count} 字，超过限制 ${count - most} 字`;
  }

  function counted(form) {
    if (form.dataset.counting) return;
    form.dataset.counting = "1";
    const given = JSON.parse(document.getElementById(form.dataset.lengths).textContent);
    const areas = [...form.querySelectorAll("textarea")];
    const notes = areas.map((area) => {
      const note = element("p", "", "gk-note");
      note.id = `${area.id}-length`;
      area.after(note);
      area.setAttribute("aria-describedby", `${area.getAttribute("aria-describedby") || ""} ${note.id}`.trim());
      return note;
    });
    const whole = document.querySelector("[data-count-whole]");
    const show = () => {
      const counts = areas.map((area) => length(area.value, given.tokens));
      counts.forEach((count, at) => {
        const most = areas[at].name === "preface" ? null : given.section;
        notes[at].textContent = told(count, most);
        notes[at].classList.toggle("fw-bold", Boolean(most) && count > most);
      });
      const sum = counts.reduce((left, right) => left + right, 0);
      whole.textContent = sum;
      whole.classList.toggle("fw-bold", Boolean(given.whole) && sum > given.whole);
    };
    form.addEventListener("input", show);
    show();
  }

  function enliven(part) {
    part.querySelectorAll("form[data-lengths]").forEach(counted);
    reachable(part);
    charts(part);
  }

  document.addEventListener("htmx:load", (event) => enliven(event.detail.elt));
  window.addEventListener("resize", () => reachable(document));
  document.addEventListener("DOMContentLoaded", () => {
    enliven(document);
    unfold(location.hash);
    const summary = document.querySelector("[data-focus]");
    if (summary) summary.focus();
  });
})();
