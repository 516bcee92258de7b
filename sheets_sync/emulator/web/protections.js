/** Cells that only a warning protects: the person decides, and is not asked again for a while. */

import { ask } from "./dialog.js";

/** Milliseconds that a consent holds. */
const CONSENT = 5 * 60_000;
const given = new Map();

/** Whether the person wants to change the area in spite of the warnings on it. */
export async function consented(tab, area) {
  const warnings = tab.protectionsOf(area).filter((found) => found.warns && !(given.get(found.id) > Date.now()));
  if (!warnings.length) return true;
  const reasons = warnings.map((found) => found.reason).filter(Boolean).join("; ");
  const agreed = await ask({
    title: "Vùng này không nên sửa",
    text: `${reasons || "Chủ sở hữu đề nghị không sửa các ô này"}. Bạn vẫn muốn sửa?`,
    yes: "Vẫn sửa",
  });
  if (agreed) for (const found of warnings) given.set(found.id, Date.now() + CONSENT);
  return agreed;
}
