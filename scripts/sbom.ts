import { billOfMaterials } from './bill-of-materials.ts';

/* `npm run -s sbom`: what the package brings with it, as a CycloneDX bill of materials. */

process.stdout.write(billOfMaterials());
