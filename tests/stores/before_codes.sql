BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0007');
CREATE TABLE bounces (
	address VARCHAR(256) NOT NULL, 
	reason TEXT NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	PRIMARY KEY (address)
);
CREATE TABLE closings (
	period VARCHAR(64) NOT NULL, 
	unit VARCHAR(64) NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	open_until VARCHAR(40), 
	PRIMARY KEY (period, unit)
);
INSERT INTO "closings" VALUES('dot-1','TDP02','2024-08-18T13:00:00.000000+00:00',NULL);
CREATE TABLE findings (
	number INTEGER NOT NULL, 
	unit VARCHAR(64) NOT NULL, 
	first_seen VARCHAR(40) NOT NULL, 
	mended VARCHAR(40), 
	body TEXT NOT NULL, period VARCHAR(64) DEFAULT '' NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "findings" VALUES(1,'TCKT','2024-08-14T13:00:00.000000+00:00','2024-08-18T13:00:00.000000+00:00','{"cell":"D4","code":"number-approximate","form":"works","label":"Kinh phí (triệu đồng)","mend":"Đề nghị nhập số chính xác.","message":"“khoảng 300” là số ước lượng, hệ thống tạm hiểu là 300 triệu đồng.","severity":"question","sheet_id":920977987,"tab":"7. Công trình, phần việc","unit":"TCKT"}','dot-1');
INSERT INTO "findings" VALUES(2,'TDP01','2024-08-14T13:00:00.000000+00:00','2024-08-18T13:00:00.000000+00:00','{"cell":"E3","code":"number-not-integer","form":"culture_society","label":"Hộ đạt Gia đình văn hóa","mend":"Đề nghị nhập số nguyên.","message":"“198,5” là số lẻ, trong khi chỉ tiêu này đếm bằng hộ.","severity":"error","sheet_id":778704994,"tab":"2. Văn hóa - Xã hội","unit":"TDP01"}','dot-1');
INSERT INTO "findings" VALUES(3,'TCKT','2024-08-15T13:00:00.000000+00:00','2024-08-18T13:00:00.000000+00:00','{"cell":"4","code":"record-returned","form":"works","label":"Cầu dân sinh","mend":"Đề nghị đơn vị sửa hoặc bổ sung rồi chờ văn phòng duyệt lại.","message":"văn phòng trả lại dòng này: “chưa ghi lý do”.","severity":"question","sheet_id":920977987,"tab":"7. Công trình, phần việc","unit":"TCKT"}','dot-1');
INSERT INTO "findings" VALUES(4,'TDP02','2024-08-15T13:00:00.000000+00:00',NULL,'{"cell":"3","code":"record-returned","form":"culture_society","label":"Hộ đạt Gia đình văn hóa","mend":"Đề nghị đơn vị sửa hoặc bổ sung rồi chờ văn phòng duyệt lại.","message":"văn phòng trả lại dòng này: “Chưa khớp với Công an phường”.","severity":"question","sheet_id":778704994,"tab":"2. Văn hóa - Xã hội","unit":"TDP02"}','dot-1');
INSERT INTO "findings" VALUES(5,'TDP02','2024-08-18T13:00:00.000000+00:00',NULL,'{"cell":"","code":"report-closed","form":"culture_society","label":"","mend":"Nếu cần điều chỉnh, đề nghị báo Văn phòng – Thống kê để mở khóa.","message":"báo cáo đã chốt số liệu; nội dung vừa sửa ở trang này chưa được tổng hợp.","severity":"question","sheet_id":778704994,"tab":"2. Văn hóa - Xã hội","unit":"TDP02"}','dot-1');
CREATE TABLE job_runs (
	number INTEGER NOT NULL, 
	job VARCHAR(64) NOT NULL, 
	due VARCHAR(40) NOT NULL, 
	by_hand BOOLEAN NOT NULL, 
	begun VARCHAR(40) NOT NULL, 
	attempts INTEGER NOT NULL, 
	failures INTEGER NOT NULL, 
	failure TEXT NOT NULL, 
	retry VARCHAR(40), 
	ended VARCHAR(40), 
	body TEXT NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE locks (
	name VARCHAR(64) NOT NULL, 
	holder VARCHAR(256) NOT NULL, 
	until VARCHAR(40) NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE mails (
	"key" VARCHAR(256) NOT NULL, 
	unit VARCHAR(64) NOT NULL, 
	kind VARCHAR(64) NOT NULL, 
	subject TEXT NOT NULL, 
	message BLOB NOT NULL, 
	queued VARCHAR(40) NOT NULL, 
	sent VARCHAR(40), 
	failure TEXT NOT NULL, 
	attempts INTEGER NOT NULL, claimed_until VARCHAR(40), not_before VARCHAR(40), given_up BOOLEAN DEFAULT 0 NOT NULL, served TEXT DEFAULT '[]' NOT NULL, bounced TEXT DEFAULT '{}' NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE TABLE notices (
	number INTEGER NOT NULL, 
	period VARCHAR(64) NOT NULL, 
	unit VARCHAR(64) NOT NULL, 
	kind VARCHAR(64) NOT NULL, 
	detail VARCHAR(64) NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE publications (
	workbook VARCHAR(128) NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	rows TEXT NOT NULL, 
	remarks TEXT NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	PRIMARY KEY (workbook)
);
INSERT INTO "publications" VALUES('10000000000000000000000000000000000000000001','8bc2bc92e9e7de58ad1bd4ed7d6eed6100f7102d36b51615bf0b5c9b0bcde0d4','{"1046420123":{"KT01":"062f992c9371e2a0","KT02":"cb7377b8571b0010","VX01":"7dfe2fa7e57d5b01","VX02":"1febdd21b8323142","area/culture_society":"cab9ee3980a5f87a","area/economy":"3aabb0143895ac64"},"1048981274":{"TDP01/TDP01-commendation-0001":"257de0ebdef0fcb0"},"150923006":{},"236684933":{"7. Công trình, phần việc/TCKT/TCKT-works-0004/18/8/2024 20:00":"375ad880c8419f96"},"272650571":{},"286785300":{"2024-08-14":"df5e8012acd2b32e"},"349560041":{"form/admin_reform":"62e13659e93e4e71","form/commendation":"42b9969d0b44b7b1","form/culture_society":"97418e986c43af86","form/defence_security":"1ced36053c248410","form/economy":"ffc8e2b9eda5910e","form/exemplar":"327b4b48c9d485ff","form/narrative":"5ba574ac26b48899","form/political_system":"ecea3a00abca96a7","form/works":"44ff2bd8b0874ac0","kind/CONG-CHUC":"ee067712a827d091","kind/TDP":"feb4893ccebd85f0","title/all":"d6ba7d92bb42684b","title/kinds":"e5246dc27a5b79b4","title/units":"ca1ff0da98852267","unit/TCKT":"3acc0421f1604f5c","unit/TDP01":"30aa821b927d0407","unit/TDP02":"c5f2bf55a0ee32c4","ward/":"275f228dcb1dcade"},"493753504":{},"622810376":{"TCKT":"bf97cf49f0814036","TDP01":"8e522093bcc38288","TDP02":"ce6b46a4cb854d4e"},"628676859":{},"633026250":{"TCKT":"1452b6ec3e04a26f","TDP01":"1a5a01d4117e90c2","TDP02":"98b1ec222c520143"},"654659283":{"TDP02/culture_society/-/report-closed":"0d094c8776b5939e","TDP02/culture_society/3/record-returned":"4b97d58608e22378"},"778704994":{"TDP01/VX01":"bfbd510eef38a920","TDP01/VX02":"82a3c205fbb7a76c","TDP02/VX01":"589c1c0f7b6a4ca6","TDP02/VX02":"ccda47f0bdfb031b"},"806940939":{},"830571999":{"TDP01/TDP01-commendation-0001":"289f880309bf55c3"},"835754933":{"1":"409dd73d9715c1b8","3":"d37be5e4536617a1"},"858397377":{},"920977987":{"TCKT/TCKT-works-0001":"237dd8ad5c438fb6","TCKT/TCKT-works-0002":"cf1bb97fe97b21f6","TCKT/TCKT-works-0003":"f9ad3657be3c1187"}}','{"admin_reform":{},"commendation":{"TDP01/TDP01-commendation-0001":{"Trạng thái xử lý":"Đã duyệt"}},"council":{"TDP01/TDP01-commendation-0001":{"Kết luận":"Đề nghị khen","Số người dự họp":"11","Số phiếu đồng ý":"9"}},"culture_society":{"TDP01/VX01":{"Trạng thái xử lý":"Đã duyệt"},"TDP01/VX02":{"Trạng thái xử lý":"Chờ duyệt"},"TDP02/VX01":{"Trạng thái xử lý":"hỏi lại anh Dương"},"TDP02/VX02":{"Trạng thái xử lý":"Trả lại","Ý kiến văn phòng":"Chưa khớp với Công an phường"}},"defence_security":{},"economy":{},"evaluation":{"TDP01":{"Lý do":"Có sáng kiến","Điểm điều chỉnh":"80"}},"exemplar":{},"matrix":{"TDP02":{"Ghi chú của văn phòng":"Đã gọi điện"}},"narrative":{},"political_system":{},"works":{"TCKT/TCKT-works-0001":{"Người phụ trách":"Anh Dương","Trạng thái xử lý":"Đã duyệt"},"TCKT/TCKT-works-0002":{"Trạng thái xử lý":"Đã tiếp nhận"},"TCKT/TCKT-works-0003":{"Trạng thái xử lý":"Đã nộp lại"},"TCKT/TCKT-works-0004":{"Người phụ trách":"Chị Mai","Ý kiến văn phòng":"Xem ảnh nghiệm thu"}}}','2024-08-18T13:00:00.000000+00:00');
CREATE TABLE remarks (
	number INTEGER NOT NULL, 
	period VARCHAR(64) NOT NULL, 
	form VARCHAR(64) NOT NULL, 
	"key" VARCHAR(256) NOT NULL, 
	title TEXT NOT NULL, 
	text TEXT NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	"by" VARCHAR(256) NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "remarks" VALUES(1,'dot-1','culture_society','TDP02/VX02','Trạng thái xử lý','Trả lại','2024-08-15T13:00:00.000000+00:00','vanphong@phungchikien.example');
INSERT INTO "remarks" VALUES(2,'dot-1','culture_society','TDP02/VX02','Ý kiến văn phòng','Chưa khớp với Công an phường','2024-08-15T13:00:00.000000+00:00','vanphong@phungchikien.example');
INSERT INTO "remarks" VALUES(3,'dot-1','culture_society','TDP01/VX01','Trạng thái xử lý','Đã duyệt','2024-08-15T13:00:00.000000+00:00','vanphong@phungchikien.example');
INSERT INTO "remarks" VALUES(4,'dot-1','culture_society','TDP02/VX01','Trạng thái xử lý','hỏi lại anh Dương','2024-08-15T13:00:00.000000+00:00','vanphong@phungchikien.example');
INSERT INTO "remarks" VALUES(5,'dot-1','culture_society','TDP01/VX02','Trạng thái xử lý','Đã duyệt','2024-08-15T13:00:00.000000+00:00','vanphong@phungchikien.example');
INSERT INTO "remarks" VALUES(6,'dot-1','works','TCKT/TCKT-works-0004','Người phụ trách','Chị Mai','2024-08-15T13:00:00.000000+00:00','vanphong@phungchikien.example');
INSERT INTO "remarks" VALUES(7,'dot-1','works','TCKT/TCKT-works-0004','Ý kiến văn phòng','Xem ảnh nghiệm thu','2024-08-15T13:00:00.000000+00:00','vanphong@phungchikien.example');
INSERT INTO "remarks" VALUES(8,'dot-1','works','TCKT/TCKT-works-0001','Người phụ trách','Anh Dương','2024-08-15T13:00:00.000000+00:00','vanphong@phungchikien.example');
INSERT INTO "remarks" VALUES(9,'dot-1','works','TCKT/TCKT-works-0001','Trạng thái xử lý','Đã duyệt','2024-08-15T13:00:00.000000+00:00','vanphong@phungchikien.example');
INSERT INTO "remarks" VALUES(10,'dot-1','works','TCKT/TCKT-works-0003','Trạng thái xử lý','Trả lại','2024-08-15T13:00:00.000000+00:00','vanphong@phungchikien.example');
INSERT INTO "remarks" VALUES(11,'dot-1','works','TCKT/TCKT-works-0002','Trạng thái xử lý','Đã tiếp nhận','2024-08-15T13:00:00.000000+00:00','vanphong@phungchikien.example');
INSERT INTO "remarks" VALUES(12,'dot-1','commendation','TDP01/TDP01-commendation-0001','Trạng thái xử lý','Đã duyệt','2024-08-15T13:00:00.000000+00:00','vanphong@phungchikien.example');
INSERT INTO "remarks" VALUES(13,'dot-1','matrix','TDP02','Ghi chú của văn phòng','Đã gọi điện','2024-08-15T13:00:00.000000+00:00','vanphong@phungchikien.example');
INSERT INTO "remarks" VALUES(14,'dot-1','council','TDP01/TDP01-commendation-0001','Kết luận','Đề nghị khen','2024-08-15T13:00:00.000000+00:00','vanphong@phungchikien.example');
INSERT INTO "remarks" VALUES(15,'dot-1','council','TDP01/TDP01-commendation-0001','Số người dự họp','11','2024-08-15T13:00:00.000000+00:00','vanphong@phungchikien.example');
INSERT INTO "remarks" VALUES(16,'dot-1','council','TDP01/TDP01-commendation-0001','Số phiếu đồng ý','9','2024-08-15T13:00:00.000000+00:00','vanphong@phungchikien.example');
INSERT INTO "remarks" VALUES(17,'dot-1','evaluation','TDP01','Điểm điều chỉnh','80','2024-08-15T13:00:00.000000+00:00','vanphong@phungchikien.example');
INSERT INTO "remarks" VALUES(18,'dot-1','evaluation','TDP01','Lý do','Có sáng kiến','2024-08-18T13:00:00.000000+00:00','vanphong@phungchikien.example');
CREATE TABLE removed (
	number INTEGER NOT NULL, 
	form VARCHAR(64) NOT NULL, 
	"key" VARCHAR(256) NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	body TEXT NOT NULL, period VARCHAR(64) DEFAULT '' NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "removed" VALUES(1,'works','TCKT/TCKT-works-0004','2024-08-18T13:00:00.000000+00:00','{"own":{"Hoàn thành":"","Khởi công":"","Kinh phí (triệu đồng)":"7","Kiểm tra":"Hợp lệ","Nguồn":"A5:H5","Nguồn vốn":"","Thay đổi sau khi xử lý":"","Tiến độ (%)":"","Tên công trình, phần việc":"Vườn rau","Đơn vị":"Tài chính – Kế toán","Địa điểm":""},"remarks":{"Người phụ trách":"Chị Mai","Ý kiến văn phòng":"Xem ảnh nghiệm thu"},"unit":"Tài chính – Kế toán"}','dot-1');
CREATE TABLE reviews (
	period VARCHAR(64) NOT NULL, 
	form VARCHAR(64) NOT NULL, 
	"key" VARCHAR(256) NOT NULL, 
	state VARCHAR(64) NOT NULL, 
	"before" VARCHAR(64) NOT NULL, 
	content TEXT NOT NULL, 
	PRIMARY KEY (period, form, "key")
);
INSERT INTO "reviews" VALUES('dot-1','culture_society','TDP01/VX01','Đã duyệt','','{"Chỉ tiêu":"Tổng số hộ","Cùng kỳ":"","Ghi chú":"","Kế hoạch":"200","Mã":"VX01","Thực hiện":"205","Tỷ lệ (%)":"","Đơn vị":"Tổ dân phố số 1","Đơn vị tính":"hộ"}');
INSERT INTO "reviews" VALUES('dot-1','culture_society','TDP02/VX01','hỏi lại anh Dương','','{}');
INSERT INTO "reviews" VALUES('dot-1','culture_society','TDP02/VX02','Trả lại','','{"Chỉ tiêu":"Hộ đạt Gia đình văn hóa","Cùng kỳ":"","Ghi chú":"","Kế hoạch":"170","Mã":"VX02","Thực hiện":"176","Tỷ lệ (%)":"","Đơn vị":"Tổ dân phố số 2","Đơn vị tính":"hộ"}');
INSERT INTO "reviews" VALUES('dot-1','works','TCKT/TCKT-works-0001','Đã duyệt','','{"Hoàn thành":"12/8/2024","Khởi công":"","Kinh phí (triệu đồng)":"100","Nguồn vốn":"","Tiến độ (%)":"","Tên công trình, phần việc":"Đường hoa","Đơn vị":"Tài chính – Kế toán","Địa điểm":""}');
INSERT INTO "reviews" VALUES('dot-1','works','TCKT/TCKT-works-0002','Đã tiếp nhận','','{"Hoàn thành":"","Khởi công":"","Kinh phí (triệu đồng)":"1.234,5","Nguồn vốn":"","Tiến độ (%)":"","Tên công trình, phần việc":"Nhà văn hóa","Đơn vị":"Tài chính – Kế toán","Địa điểm":""}');
INSERT INTO "reviews" VALUES('dot-1','commendation','TDP01/TDP01-commendation-0001','Đã duyệt','','{"Chức vụ, nơi công tác":"","Giới tính":"","Hình thức đề nghị":"","Họ và tên / Tên tập thể":"Nguyễn Thị Hạnh","Không bị kỷ luật":"Có","Loại đối tượng":"Cá nhân","Lĩnh vực":"","Mốc thành tích":"10/8/2024","Năm sinh":"","Số người dự họp":"31","Số phiếu đồng ý":"30","Số thành viên":"","Số điện thoại":"","Trong đó nữ":"","Tóm tắt thành tích":"Vận động xây 3 nhà văn hóa","Tệp kèm theo":"","Đơn vị":"Tổ dân phố số 1"}');
INSERT INTO "reviews" VALUES('dot-1','culture_society','TDP01/VX02','Chờ duyệt','Đã duyệt','{"Chỉ tiêu":"Hộ đạt Gia đình văn hóa","Cùng kỳ":"","Ghi chú":"","Kế hoạch":"190","Mã":"VX02","Thực hiện":"198,5","Tỷ lệ (%)":"","Đơn vị":"Tổ dân phố số 1","Đơn vị tính":"hộ"}');
INSERT INTO "reviews" VALUES('dot-1','works','TCKT/TCKT-works-0003','Đã nộp lại','Trả lại','{"Hoàn thành":"","Khởi công":"","Kinh phí (triệu đồng)":"300","Nguồn vốn":"","Tiến độ (%)":"","Tên công trình, phần việc":"Cầu dân sinh","Đơn vị":"Tài chính – Kế toán","Địa điểm":""}');
CREATE TABLE row_ids (
	prefix VARCHAR(130) NOT NULL, 
	last INTEGER NOT NULL, 
	PRIMARY KEY (prefix)
);
INSERT INTO "row_ids" VALUES('TCKT-works',4);
INSERT INTO "row_ids" VALUES('TDP01-commendation',1);
CREATE TABLE runs (
	number INTEGER NOT NULL, 
	begun VARCHAR(40) NOT NULL, 
	finished VARCHAR(40), 
	body TEXT NOT NULL, period VARCHAR(64) DEFAULT '' NOT NULL, full_sweep BOOLEAN DEFAULT 0 NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "runs" VALUES(1,'2024-08-14T13:00:00.000000+00:00','2024-08-14T13:00:00.000000+00:00','{"call_log":{"attempts":9,"kinds":{"drive":2,"read":4,"write":3},"routes":{"GET /drive/v3/changes/startPageToken":1,"GET /drive/v3/files":1,"GET /v4/spreadsheets/ID":4,"POST /v4/spreadsheets/ID:batchUpdate":3},"seconds_waited":0.0,"statuses":{"200":9}},"calls":{"drive":2,"read":4,"write":3},"findings":2,"noteworthy":true,"trouble":"","units_changed":3,"units_failed":0,"units_missing":0,"units_read":3}','dot-1',1);
INSERT INTO "runs" VALUES(2,'2024-08-15T13:00:00.000000+00:00','2024-08-15T13:00:00.000000+00:00','{"call_log":{"attempts":7,"kinds":{"drive":1,"read":3,"write":3},"routes":{"GET /drive/v3/changes":1,"GET /v4/spreadsheets/ID":3,"POST /v4/spreadsheets/ID:batchUpdate":3},"seconds_waited":0.0,"statuses":{"200":7}},"calls":{"drive":1,"read":3,"write":3},"findings":2,"noteworthy":false,"trouble":"","units_changed":0,"units_failed":0,"units_missing":0,"units_read":0}','dot-1',0);
INSERT INTO "runs" VALUES(3,'2024-08-18T13:00:00.000000+00:00','2024-08-18T13:00:00.000000+00:00','{"call_log":{"attempts":9,"kinds":{"drive":1,"read":4,"write":4},"routes":{"GET /drive/v3/changes":1,"GET /v4/spreadsheets/ID":4,"POST /v4/spreadsheets/ID:batchUpdate":4},"seconds_waited":0.0,"statuses":{"200":9}},"calls":{"drive":1,"read":4,"write":4},"findings":3,"noteworthy":true,"trouble":"","units_changed":3,"units_failed":0,"units_missing":2,"units_read":3}','dot-1',0);
CREATE TABLE signed_reports (
	number INTEGER NOT NULL, 
	period VARCHAR(64) NOT NULL, 
	signed_as VARCHAR(64) NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE submissions (
	number INTEGER NOT NULL, 
	unit VARCHAR(64) NOT NULL, 
	form VARCHAR(64) NOT NULL, 
	period VARCHAR(64) NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "submissions" VALUES(1,'TCKT','economy','dot-1','2024-08-14T13:00:00.000000+00:00','{"arrived":null,"changed":{"$moment":"2024-08-14T13:00:00+00:00"},"findings":[],"form":"economy","held":null,"period":"dot-1","records":[{"cells":{"actual":"E2","code":"A2","measure":"C2","note":"H2","plan":"D2","rate":"G2","same_period":"F2","title":"B2"},"form":"economy","key":"KT01","period":"dot-1","rejected":{},"row":1,"unit":"TCKT","values":{"actual":null,"code":"KT01","measure":"triệu đồng","note":null,"plan":null,"rate":null,"same_period":null,"title":"Thu ngân sách trên địa bàn"}},{"cells":{"actual":"E3","code":"A3","measure":"C3","note":"H3","plan":"D3","rate":"G3","same_period":"F3","title":"B3"},"form":"economy","key":"KT02","period":"dot-1","rejected":{},"row":2,"unit":"TCKT","values":{"actual":null,"code":"KT02","measure":"triệu đồng","note":null,"plan":null,"rate":null,"same_period":null,"title":"– Trong đó: thuế đất"}}],"sheet_id":806940939,"state":"current","tab":"1. Kinh tế","unit":"TCKT"}');
INSERT INTO "submissions" VALUES(2,'TCKT','works','dot-1','2024-08-14T13:00:00.000000+00:00','{"arrived":{"$moment":"2024-08-14T13:00:00+00:00"},"changed":{"$moment":"2024-08-14T13:00:00+00:00"},"findings":[{"cell":"D4","code":"number-approximate","form":"works","label":"Kinh phí (triệu đồng)","mend":"Đề nghị nhập số chính xác.","message":"“khoảng 300” là số ước lượng, hệ thống tạm hiểu là 300 triệu đồng.","severity":"question","sheet_id":920977987,"tab":"7. Công trình, phần việc","unit":"TCKT"}],"form":"works","held":null,"period":"dot-1","records":[{"cells":{"completed":"G2","cost":"D2","location":"C2","name":"B2","progress":"H2","row_id":"A2","source":"E2","started":"F2"},"form":"works","key":"TCKT-works-0001","period":"dot-1","rejected":{},"row":1,"unit":"TCKT","values":{"completed":{"$date":"2024-08-12"},"cost":{"$decimal":"100"},"location":null,"name":"Đường hoa","progress":null,"row_id":"TCKT-works-0001","source":null,"started":null}},{"cells":{"completed":"G3","cost":"D3","location":"C3","name":"B3","progress":"H3","row_id":"A3","source":"E3","started":"F3"},"form":"works","key":"TCKT-works-0002","period":"dot-1","rejected":{},"row":2,"unit":"TCKT","values":{"completed":null,"cost":{"$decimal":"1234.5"},"location":null,"name":"Nhà văn hóa","progress":null,"row_id":"TCKT-works-0002","source":null,"started":null}},{"cells":{"completed":"G4","cost":"D4","location":"C4","name":"B4","progress":"H4","row_id":"A4","source":"E4","started":"F4"},"form":"works","key":"TCKT-works-0003","period":"dot-1","rejected":{},"row":3,"unit":"TCKT","values":{"completed":null,"cost":{"$decimal":"300"},"location":null,"name":"Cầu dân sinh","progress":null,"row_id":"TCKT-works-0003","source":null,"started":null}},{"cells":{"completed":"G5","cost":"D5","location":"C5","name":"B5","progress":"H5","row_id":"A5","source":"E5","started":"F5"},"form":"works","key":"TCKT-works-0004","period":"dot-1","rejected":{},"row":4,"unit":"TCKT","values":{"completed":null,"cost":{"$decimal":"7"},"location":null,"name":"Vườn rau","progress":null,"row_id":"TCKT-works-0004","source":null,"started":null}}],"sheet_id":920977987,"state":"current","tab":"7. Công trình, phần việc","unit":"TCKT"}');
INSERT INTO "submissions" VALUES(3,'TDP01','culture_society','dot-1','2024-08-14T13:00:00.000000+00:00','{"arrived":{"$moment":"2024-08-14T13:00:00+00:00"},"changed":{"$moment":"2024-08-14T13:00:00+00:00"},"findings":[{"cell":"E3","code":"number-not-integer","form":"culture_society","label":"Hộ đạt Gia đình văn hóa","mend":"Đề nghị nhập số nguyên.","message":"“198,5” là số lẻ, trong khi chỉ tiêu này đếm bằng hộ.","severity":"error","sheet_id":778704994,"tab":"2. Văn hóa - Xã hội","unit":"TDP01"}],"form":"culture_society","held":null,"period":"dot-1","records":[{"cells":{"actual":"E2","code":"A2","measure":"C2","note":"H2","plan":"D2","rate":"G2","same_period":"F2","title":"B2"},"form":"culture_society","key":"VX01","period":"dot-1","rejected":{},"row":1,"unit":"TDP01","values":{"actual":{"$decimal":"205"},"code":"VX01","measure":"hộ","note":null,"plan":{"$decimal":"200"},"rate":null,"same_period":null,"title":"Tổng số hộ"}},{"cells":{"actual":"E3","code":"A3","measure":"C3","note":"H3","plan":"D3","rate":"G3","same_period":"F3","title":"B3"},"form":"culture_society","key":"VX02","period":"dot-1","rejected":{"actual":"198,5"},"row":2,"unit":"TDP01","values":{"actual":null,"code":"VX02","measure":"hộ","note":null,"plan":{"$decimal":"190"},"rate":null,"same_period":null,"title":"Hộ đạt Gia đình văn hóa"}}],"sheet_id":778704994,"state":"current","tab":"2. Văn hóa - Xã hội","unit":"TDP01"}');
INSERT INTO "submissions" VALUES(4,'TDP01','commendation','dot-1','2024-08-14T13:00:00.000000+00:00','{"arrived":{"$moment":"2024-08-14T13:00:00+00:00"},"changed":{"$moment":"2024-08-14T13:00:00+00:00"},"findings":[],"form":"commendation","held":null,"period":"dot-1","records":[{"cells":{"achieved":"M2","achievement":"L2","area":"J2","attendance":"O2","award":"K2","born":"D2","file":"Q2","gender":"E2","members":"H2","name":"C2","phone":"G2","position":"F2","row_id":"A2","subject":"B2","undisciplined":"P2","votes":"N2","women":"I2"},"form":"commendation","key":"TDP01-commendation-0001","period":"dot-1","rejected":{},"row":1,"unit":"TDP01","values":{"achieved":{"$date":"2024-08-10"},"achievement":"Vận động xây 3 nhà văn hóa","area":null,"attendance":{"$decimal":"31"},"award":null,"born":null,"file":null,"gender":null,"members":null,"name":"Nguyễn Thị Hạnh","phone":null,"position":null,"row_id":"TDP01-commendation-0001","subject":"Cá nhân","undisciplined":true,"votes":{"$decimal":"30"},"women":null}}],"sheet_id":830571999,"state":"current","tab":"8. Đề nghị khen thưởng","unit":"TDP01"}');
INSERT INTO "submissions" VALUES(5,'TDP02','culture_society','dot-1','2024-08-14T13:00:00.000000+00:00','{"arrived":{"$moment":"2024-08-14T13:00:00+00:00"},"changed":{"$moment":"2024-08-14T13:00:00+00:00"},"findings":[],"form":"culture_society","held":null,"period":"dot-1","records":[{"cells":{"actual":"E2","code":"A2","measure":"C2","note":"H2","plan":"D2","rate":"G2","same_period":"F2","title":"B2"},"form":"culture_society","key":"VX01","period":"dot-1","rejected":{},"row":1,"unit":"TDP02","values":{"actual":{"$decimal":"185"},"code":"VX01","measure":"hộ","note":null,"plan":null,"rate":null,"same_period":null,"title":"Tổng số hộ"}},{"cells":{"actual":"E3","code":"A3","measure":"C3","note":"H3","plan":"D3","rate":"G3","same_period":"F3","title":"B3"},"form":"culture_society","key":"VX02","period":"dot-1","rejected":{},"row":2,"unit":"TDP02","values":{"actual":{"$decimal":"176"},"code":"VX02","measure":"hộ","note":null,"plan":{"$decimal":"170"},"rate":null,"same_period":null,"title":"Hộ đạt Gia đình văn hóa"}}],"sheet_id":778704994,"state":"current","tab":"2. Văn hóa - Xã hội","unit":"TDP02"}');
INSERT INTO "submissions" VALUES(6,'TDP02','commendation','dot-1','2024-08-14T13:00:00.000000+00:00','{"arrived":null,"changed":{"$moment":"2024-08-14T13:00:00+00:00"},"findings":[],"form":"commendation","held":null,"period":"dot-1","records":[],"sheet_id":830571999,"state":"current","tab":"8. Đề nghị khen thưởng","unit":"TDP02"}');
INSERT INTO "submissions" VALUES(7,'TCKT','works','dot-1','2024-08-18T13:00:00.000000+00:00','{"arrived":{"$moment":"2024-08-14T13:00:00+00:00"},"changed":{"$moment":"2024-08-18T13:00:00+00:00"},"findings":[],"form":"works","held":null,"period":"dot-1","records":[{"cells":{"completed":"G2","cost":"D2","location":"C2","name":"B2","progress":"H2","row_id":"A2","source":"E2","started":"F2"},"form":"works","key":"TCKT-works-0001","period":"dot-1","rejected":{},"row":1,"unit":"TCKT","values":{"completed":{"$date":"2024-08-12"},"cost":{"$decimal":"100"},"location":null,"name":"Đường hoa","progress":null,"row_id":"TCKT-works-0001","source":null,"started":null}},{"cells":{"completed":"G3","cost":"D3","location":"C3","name":"B3","progress":"H3","row_id":"A3","source":"E3","started":"F3"},"form":"works","key":"TCKT-works-0002","period":"dot-1","rejected":{},"row":2,"unit":"TCKT","values":{"completed":null,"cost":{"$decimal":"1234.5"},"location":null,"name":"Nhà văn hóa","progress":null,"row_id":"TCKT-works-0002","source":null,"started":null}},{"cells":{"completed":"G4","cost":"D4","location":"C4","name":"B4","progress":"H4","row_id":"A4","source":"E4","started":"F4"},"form":"works","key":"TCKT-works-0003","period":"dot-1","rejected":{},"row":3,"unit":"TCKT","values":{"completed":null,"cost":{"$decimal":"350"},"location":null,"name":"Cầu dân sinh","progress":null,"row_id":"TCKT-works-0003","source":null,"started":null}}],"sheet_id":920977987,"state":"current","tab":"7. Công trình, phần việc","unit":"TCKT"}');
INSERT INTO "submissions" VALUES(8,'TDP01','culture_society','dot-1','2024-08-18T13:00:00.000000+00:00','{"arrived":{"$moment":"2024-08-14T13:00:00+00:00"},"changed":{"$moment":"2024-08-18T13:00:00+00:00"},"findings":[],"form":"culture_society","held":null,"period":"dot-1","records":[{"cells":{"actual":"E2","code":"A2","measure":"C2","note":"H2","plan":"D2","rate":"G2","same_period":"F2","title":"B2"},"form":"culture_society","key":"VX01","period":"dot-1","rejected":{},"row":1,"unit":"TDP01","values":{"actual":{"$decimal":"205"},"code":"VX01","measure":"hộ","note":null,"plan":{"$decimal":"200"},"rate":null,"same_period":null,"title":"Tổng số hộ"}},{"cells":{"actual":"E3","code":"A3","measure":"C3","note":"H3","plan":"D3","rate":"G3","same_period":"F3","title":"B3"},"form":"culture_society","key":"VX02","period":"dot-1","rejected":{},"row":2,"unit":"TDP01","values":{"actual":{"$decimal":"199"},"code":"VX02","measure":"hộ","note":null,"plan":{"$decimal":"190"},"rate":null,"same_period":null,"title":"Hộ đạt Gia đình văn hóa"}}],"sheet_id":778704994,"state":"current","tab":"2. Văn hóa - Xã hội","unit":"TDP01"}');
INSERT INTO "submissions" VALUES(9,'TDP02','culture_society','dot-1','2024-08-18T13:00:00.000000+00:00','{"arrived":{"$moment":"2024-08-14T13:00:00+00:00"},"changed":{"$moment":"2024-08-14T13:00:00+00:00"},"findings":[{"cell":"","code":"report-closed","form":"culture_society","label":"","mend":"Nếu cần điều chỉnh, đề nghị báo Văn phòng – Thống kê để mở khóa.","message":"báo cáo đã chốt số liệu; nội dung vừa sửa ở trang này chưa được tổng hợp.","severity":"question","sheet_id":778704994,"tab":"2. Văn hóa - Xã hội","unit":"TDP02"}],"form":"culture_society","held":{"findings":[],"reason":"report-closed","records":[{"cells":{"actual":"E2","code":"A2","measure":"C2","note":"H2","plan":"D2","rate":"G2","same_period":"F2","title":"B2"},"form":"culture_society","key":"VX01","period":"dot-1","rejected":{},"row":1,"unit":"TDP02","values":{"actual":{"$decimal":"185"},"code":"VX01","measure":"hộ","note":null,"plan":null,"rate":null,"same_period":null,"title":"Tổng số hộ"}},{"cells":{"actual":"E3","code":"A3","measure":"C3","note":"H3","plan":"D3","rate":"G3","same_period":"F3","title":"B3"},"form":"culture_society","key":"VX02","period":"dot-1","rejected":{},"row":2,"unit":"TDP02","values":{"actual":{"$decimal":"175"},"code":"VX02","measure":"hộ","note":null,"plan":{"$decimal":"170"},"rate":null,"same_period":null,"title":"Hộ đạt Gia đình văn hóa"}}]},"period":"dot-1","records":[{"cells":{"actual":"E2","code":"A2","measure":"C2","note":"H2","plan":"D2","rate":"G2","same_period":"F2","title":"B2"},"form":"culture_society","key":"VX01","period":"dot-1","rejected":{},"row":1,"unit":"TDP02","values":{"actual":{"$decimal":"185"},"code":"VX01","measure":"hộ","note":null,"plan":null,"rate":null,"same_period":null,"title":"Tổng số hộ"}},{"cells":{"actual":"E3","code":"A3","measure":"C3","note":"H3","plan":"D3","rate":"G3","same_period":"F3","title":"B3"},"form":"culture_society","key":"VX02","period":"dot-1","rejected":{},"row":2,"unit":"TDP02","values":{"actual":{"$decimal":"176"},"code":"VX02","measure":"hộ","note":null,"plan":{"$decimal":"170"},"rate":null,"same_period":null,"title":"Hộ đạt Gia đình văn hóa"}}],"sheet_id":778704994,"state":"last-good","tab":"2. Văn hóa - Xã hội","unit":"TDP02"}');
CREATE TABLE tokens (
	scope VARCHAR(128) NOT NULL, 
	token VARCHAR(256) NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	PRIMARY KEY (scope, token)
);
INSERT INTO "tokens" VALUES('changes/dot-1','6df2f22ddb9b995e 42','2024-08-15T13:00:00.000000+00:00');
INSERT INTO "tokens" VALUES('changes/dot-1','6df2f22ddb9b995e 50','2024-08-18T13:00:00.000000+00:00');
CREATE TABLE "workbooks" (
	period VARCHAR(64) NOT NULL, 
	unit VARCHAR(64) NOT NULL, 
	id VARCHAR(128) NOT NULL, 
	ready BOOLEAN NOT NULL, 
	seen_version BIGINT, 
	unreadable TEXT NOT NULL, 
	feedback VARCHAR(64) NOT NULL, 
	PRIMARY KEY (period, unit), 
	UNIQUE (id)
);
INSERT INTO "workbooks" VALUES('dot-1','','10000000000000000000000000000000000000000001',1,26,'','');
INSERT INTO "workbooks" VALUES('dot-1','TCKT','10000000000000000000000000000000000000000002',1,12,'','de125d20f0cf01a13a06b4f75a1a3f7ee15dcb53c1f108d842e39408ecedbb46');
INSERT INTO "workbooks" VALUES('dot-1','TDP01','10000000000000000000000000000000000000000003',1,8,'','a4a927967cf4bc258ed7da0a616959a411f8b33f9472eff33c355e9d54b84707');
INSERT INTO "workbooks" VALUES('dot-1','TDP02','10000000000000000000000000000000000000000004',1,7,'','9da5db16a5e69a04589ee28033b5fec1b0f705583eae0d2705580578843e8d0a');
CREATE INDEX submissions_latest ON submissions (period, unit, form, number);
CREATE INDEX findings_of_unit ON findings (unit, mended);
CREATE INDEX remarks_of_record ON remarks (period, form, "key", number);
CREATE INDEX signed_reports_of_period ON signed_reports (period, number);
CREATE INDEX job_runs_due ON job_runs (job, due);
COMMIT;
