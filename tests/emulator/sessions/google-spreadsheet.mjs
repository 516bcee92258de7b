const doc = await GoogleSpreadsheet.createNewSpreadsheetDocument(auth, { title: "Phường Phùng Chí Kiên" });
const sheet = await doc.addSheet({ title: "Tổ dân phố", headerValues: ["Tên", "Số hộ"] });
await sheet.addRows([
  { Tên: "Tổ 1", "Số hộ": 210 },
  { Tên: "Tổ 2", "Số hộ": "=200-15" },
]);
const rows = await sheet.getRows();
rows[0].set("Số hộ", 211);
await rows[0].save();
await rows[1].delete();

await sheet.loadCells("A1:C3");
const cell = sheet.getCell(1, 2);
cell.value = 3.5;
cell.note = "Ghi chú";
cell.backgroundColor = { red: 1, green: 0.9, blue: 0.8 };
await sheet.saveUpdatedCells();
await sheet.updateProperties({ title: "Tổ dân phố 2024" });

const again = new GoogleSpreadsheet(doc.spreadsheetId, auth);
await again.loadInfo();
const seen = again.sheetsByTitle["Tổ dân phố 2024"];
await seen.loadCells("A1:C3");
const left = await seen.getRows();
let refusal = null;
try {
  await new GoogleSpreadsheet("1".repeat(44), auth).loadInfo();
} catch (error) {
  refusal = error.response?.status ?? String(error);
}
console.log(
  JSON.stringify({
    title: again.title,
    tabs: again.sheetsByIndex.map((one) => one.title),
    rows: left.map((row) => row.toObject()),
    value: seen.getCell(1, 2).value,
    note: seen.getCell(1, 2).note,
    refusal,
  }),
);
await again.delete();
