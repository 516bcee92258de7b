"""The five areas of the plan (part II, section 2): each is a form of indicators."""

from .indicator import area_form

ECONOMY = area_form("economy", "1. Kinh tế")
CULTURE_SOCIETY = area_form("culture_society", "2. Văn hóa - Xã hội")
DEFENCE_SECURITY = area_form("defence_security", "3. Quốc phòng - An ninh")
POLITICAL_SYSTEM = area_form("political_system", "4. Hệ thống chính trị")
ADMIN_REFORM = area_form("admin_reform", "5. Cải cách hành chính")
