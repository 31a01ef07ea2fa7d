// Small pictures in SVG, for checklists and the plan.
const SVG = "http://www.w3.org/2000/svg";

// Hidden from screen readers: the words beside it say the same.
function drawing(width, height) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("width", width);
  svg.setAttribute("height", height);
  return svg;
}

function put_shape(svg, tag, kind, values) {
  const shape = document.createElementNS(SVG, tag);
  shape.setAttribute("class", `seti-${kind}`);
  for (const [name, value] of Object.entries(values)) shape.setAttribute(name, value);
  svg.append(shape);
}
