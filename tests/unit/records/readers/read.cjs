// Reads records as the tools of teams do, and says what was understood, as one line of JSON.
//   node read.cjs markdown-it < texts.json     [[[kind of token, content, address], …], …]
//   node read.cjs log4brains FOLDER            [{slug, title, status}, …]
//   node read.cjs backstage < files.json       {path: {status, date, attributes, content}} of each path that is a record
const [tool, folder] = process.argv.slice(2);

function plain(token) {
  const inside = (token.children || []).map(plain).flat();
  return [[token.type, token.content, token.attrGet ? token.attrGet("href") : null], ...inside];
}

async function markdownIt() {
  const { default: MarkdownIt } = await import("markdown-it");
  const reader = new MarkdownIt({ html: true, linkify: true, typographer: false });
  const texts = JSON.parse(require("fs").readFileSync(0, "utf-8"));
  return texts.map((text) => reader.parse(text, {}).map(plain).flat());
}

async function log4brains() {
  const { Log4brains } = require("@log4brains/core");
  const records = await Log4brains.create(folder).searchAdrs();
  return records.map(({ slug, title, status }) => ({ slug, title, status }));
}

async function backstage() {
  const { madrFilePathFilter, parseMadrWithFrontmatter } = require("@backstage/plugin-adr-common");
  const files = Object.entries(JSON.parse(require("fs").readFileSync(0, "utf-8")));
  return Object.fromEntries(
    files.filter(([path]) => madrFilePathFilter(path)).map(([path, text]) => [path, parseMadrWithFrontmatter(text)])
  );
}

({ "markdown-it": markdownIt, log4brains, backstage })[tool]().then((told) => console.log(JSON.stringify(told)));
