// The Open XML SDK's validator over many files in one go: node validate.mjs NODE_MODULES FILE…
// Prints JSON: for each file, the list of what is found, each with its place.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [home, ...files] = process.argv.slice(2);
const library = pathToFileURL(`${home}/@ooxml-tools/validate/dist/npm/index.js`);
const { default: validate, getFileFormatFromName } = await import(library);
const all = [];
for (const file of files) {
  const found = await validate(await readFile(file), getFileFormatFromName(file));
  all.push(found.map(({ id, description, path }) => `${path.partUri}${path.xpath} ${id}: ${description}`));
}
process.stdout.write(JSON.stringify(all), () => process.exit(0));
