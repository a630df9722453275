/** Sentences that the server has translated: <template data-when="…">{name} …</template>, filled in here. */

/** The first of the element's templates for one of `states`, with its {names} filled in, or null. */
export function filled(element, states, values) {
  for (const state of states) {
    const template = element.querySelector(`template[data-when="${state}"]`);
    if (template) return inserted(template.content.textContent.trim(), values);
  }
  return null;
}

function inserted(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
