/** Times as the viewer writes them, in the viewer's own zone and the language of the page. */

/** `date` by the options of Intl.DateTimeFormat, in the language of the nearest lang attribute. */
export function formatted(element, date, options) {
  return new Intl.DateTimeFormat(language(element), options).format(date);
}

/** The page's language in the viewer's own variety: "en" is en-GB, with its clock, to a Briton. */
export function language(element) {
  const lang = element.closest("[lang]")?.lang;
  const own = navigator.languages.find((tag) => tag.split("-")[0] === lang);
  try {
    return own ?? Intl.getCanonicalLocales(lang)[0];
  } catch {
    return undefined;
  }
}
