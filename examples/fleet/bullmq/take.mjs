// node take.mjs PARTS FOLDER: takes the partials of a store into a folder, where `gsl merge FOLDER/*.part` puts them together.
import { folderStore } from 'gsl-engine/fleet';
import { storeAt } from './store.mjs';

const [parts, folder] = process.argv.slice(2);
const [from, to] = [storeAt(parts), folderStore(folder)];
for (const name of await from.list()) await to.put(name, from.get(name));
