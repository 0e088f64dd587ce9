-- compatible from: 0012_operations_for_years
ALTER TABLE `accounts` ADD `lease_purpose` text;