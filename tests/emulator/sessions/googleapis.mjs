const made = await sheets.spreadsheets.create({ requestBody: { properties: { title: "Sổ googleapis" } } });
const spreadsheetId = made.data.spreadsheetId;
await sheets.spreadsheets.values.update({
  spreadsheetId,
  range: "A1",
  valueInputOption: "USER_ENTERED",
  requestBody: { values: [["Tổ 1", "210"], ["Tổ 2", "=B1-15"]] },
});
const batch = await sheets.spreadsheets.batchUpdate({
  spreadsheetId,
  requestBody: { requests: [{ addSheet: { properties: { title: "Hai" } } }] },
});
const read = await sheets.spreadsheets.values.get({
  spreadsheetId,
  range: "Sheet1!A1:B2",
  valueRenderOption: "UNFORMATTED_VALUE",
});
const found = await drive.files.list({ q: "name = 'Sổ googleapis'", fields: "files(id,name)" });
const csv = await drive.files.export({ fileId: spreadsheetId, mimeType: "text/csv" });
await drive.permissions.create({
  fileId: spreadsheetId,
  sendNotificationEmail: false,
  requestBody: { type: "user", role: "reader", emailAddress: "x@example.com" },
});
let refusal = null;
try {
  await sheets.spreadsheets.values.get({ spreadsheetId, range: "Nowhere!A1" });
} catch (error) {
  refusal = [error.status ?? error.code, error.message];
}
await drive.files.delete({ fileId: spreadsheetId });
console.log(
  JSON.stringify({
    values: read.data.values,
    tab: batch.data.replies[0].addSheet.properties.title,
    files: found.data.files.map((one) => one.name),
    csv: csv.data,
    refusal,
  }),
);
