// Boxes drawn with a pointer on a page; the fields below do the same by keyboard.
"use strict";

(() => {
  const sheet = document.querySelector("[data-cover]");
  const form = document.querySelector("[data-cover-form]");
  if (!sheet || !form) return;
  let start = null;
  let box = null;

  const at = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY);
    return point.matrixTransform(sheet.getScreenCTM().inverse());
  };
  const sides = (end) => ({
    left: Math.min(start.x, end.x),
    top: Math.min(start.y, end.y),
    right: Math.max(start.x, end.x),
    bottom: Math.max(start.y, end.y),
  });
  const draw = (found) => {
    box.setAttribute("x", found.left);
    box.setAttribute("y", found.top);
    box.setAttribute("width", found.right - found.left);
    box.setAttribute("height", found.bottom - found.top);
    for (const [name, value] of Object.entries(found)) form.elements[name].value = value.toFixed(1);
  };

  sheet.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    sheet.setPointerCapture(event.pointerId);
    start = at(event);
    box?.remove();
    box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    box.setAttribute("class", "gk-cover-new");
    sheet.append(box);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (start) draw(sides(at(event)));
  });
  sheet.addEventListener("pointerup", (event) => {
    if (!start) return;
    draw(sides(at(event)));
    start = null;
    form.elements.ground.focus();
  });
})();
