// Tells the app of a click on a link to one of its pages, instead of letting the browser load the app again, and begins
// each page at its top.

const listening = new WeakMap();
let shown;

export default function ({ data: [data], parentElement, setTriggerValue }) {
  stop(parentElement);
  begin(data.page);
  const heard = (event) => {
    const page = here(event, data.paths);
    if (!page) return;
    event.preventDefault();
    setTriggerValue("follow", page);
  };
  document.addEventListener("click", heard);
  listening.set(parentElement, heard);
  return () => stop(parentElement);
}

// Streamlit leaves a page as far down as the one before it was, now and then.
function begin(page) {
  if (shown !== undefined && shown !== page) document.querySelector(".stMain")?.scrollTo(0, 0);
  shown = page;
}

function stop(place) {
  document.removeEventListener("click", listening.get(place));
}

function here(event, paths) {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target.closest?.(".stHtml a[href]");
  if (!link || (link.target && link.target !== "_self")) return null;
  const { origin, pathname, search, hash } = new URL(link.href);
  if (origin !== location.origin || (hash && pathname === location.pathname)) return null;
  const path = pathname.split("/").pop();
  return paths.includes(path) ? { path, search } : null;
}
