"""sheets-sync: reports kept in Google Sheets, collected, validated, consolidated and chased up."""
